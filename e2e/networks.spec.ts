import { findNginx } from '../bin/nginx.mjs';
import { Person } from './person.ts';
import { Proxy, type Manner } from './proxy.ts';
import { expect, testFromNothing as test } from './world.ts';

// Behind a real nginx that treats the connection badly, the product works without anybody noticing.

test.skip(!findNginx(), 'needs nginx');

const begun = (person: Person, kind: 'stream' | 'poll') =>
  person.page.waitForRequest(
    (request) => request.url().endsWith('/api/v1/stream') && request.postDataJSON().kind === kind,
  );

const bad: [manner: Manner, kind: 'stream' | 'poll'][] = [
  ['refuses WebSockets', 'stream'],
  ['holds answers back', 'poll'],
];
for (const [manner, kind] of bad) {
  test(`[K5] two people chat though the network ${manner}`, async ({ browser, server, person }) => {
    const proxy = await Proxy.before(server.port, manner);
    const sofia = await person('Sofia');
    await sofia.setUp('Harbor');
    const ade = await Person.at(browser, proxy, 'Ade');
    const fallenBack = begun(ade, kind);
    await ade.join(await sofia.invite());
    await fallenBack;
    await sofia.post('hello there');
    await ade.sees('hello there');
    await ade.composer.pressSequentially('hello yourself');
    // A signal may be lost; while one goes on typing there is another.
    await expect(async () => {
      await ade.composer.press('End');
      await ade.composer.pressSequentially('!');
      await expect(sofia.page.getByText('Ade is typing')).toBeVisible({ timeout: 2_000 });
    }).toPass({ timeout: 20_000 });
    await ade.composer.fill('hello yourself');
    await ade.composer.press('Enter');
    await sofia.sees('hello yourself');
    for (const text of ['one', 'two', 'three']) await ade.post(text);
    await sofia.sees('three');
    expect(await sofia.texts()).toEqual(await ade.texts());
    await ade.leave();
    await proxy.stop();
  });
}

test('[K5] when a network turns bad under a live connection, nothing is lost on the way to the next', async ({
  browser,
  server,
  person,
}) => {
  const proxy = await Proxy.before(server.port, 'lets all through');
  const sofia = await person('Sofia');
  await sofia.setUp('Harbor');
  const ade = await Person.at(browser, proxy, 'Ade');
  await ade.join(await sofia.invite());
  await sofia.post('over the socket');
  await ade.sees('over the socket');
  await proxy.become('holds answers back');
  ade.wire.cut();
  await ade.post('while cut');
  await sofia.post('not heard yet');
  const fallenBack = begun(ade, 'poll');
  ade.wire.mend();
  await fallenBack;
  await ade.sees('not heard yet');
  await sofia.sees('while cut');
  expect(await sofia.texts()).toEqual(await ade.texts());
  await ade.leave();
  await proxy.stop();
});
