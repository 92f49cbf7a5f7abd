import { expect, test } from './world.ts';

test('the server dies while both have unsent messages; after its restart both see the same, once', async ({
  server,
  both: { sofia, ade },
}) => {
  await sofia.post('alive');
  await ade.sees('alive');
  await server.kill();
  await sofia.post('from Sofia 1');
  await sofia.post('from Sofia 2');
  await ade.post('from Ade 1');
  await ade.post('from Ade 2');
  await server.up();
  for (const person of [sofia, ade]) {
    for (const text of ['from Sofia 1', 'from Sofia 2', 'from Ade 1', 'from Ade 2']) await person.sees(text);
  }
  expect(await sofia.texts()).toEqual(await ade.texts());
  expect((await ade.texts()).filter((text) => text.startsWith('from Sofia'))).toEqual(['from Sofia 1', 'from Sofia 2']);
});

test('a reload with a full outbox loses nothing and sends nothing twice', async ({ server, both: { sofia, ade } }) => {
  await sofia.post('here');
  await ade.sees('here');
  await server.kill();
  for (const text of ['kept 1', 'kept 2', 'kept 3']) await sofia.post(text);
  await sofia.composer.fill('half a sentence');
  await expect(sofia.page.locator('[data-pending]')).toHaveCount(3);
  await server.up();
  await sofia.page.reload();
  for (const text of ['kept 1', 'kept 2', 'kept 3']) await ade.sees(text);
  await expect(sofia.composer).toHaveValue('half a sentence');
  expect(await sofia.texts()).toEqual(await ade.texts());
});
