import { expect, test } from './world.ts';

test('what is written offline waits, says so, and arrives once and in order', async ({ both: { sofia, ade } }) => {
  await sofia.post('before');
  await ade.sees('before');
  await sofia.context.setOffline(true);
  await expect(sofia.page.getByText(/Offline/).first()).toBeVisible();
  for (const text of ['one', 'two', 'three']) await sofia.post(text);
  await expect(sofia.page.locator('[data-pending]')).toHaveCount(3);
  await ade.post('meanwhile');
  await sofia.context.setOffline(false);
  await expect(sofia.page.locator('[data-pending]')).toHaveCount(0);
  await sofia.sees('meanwhile');
  for (const text of ['one', 'two', 'three']) await ade.sees(text);
  expect(await ade.texts()).toEqual(await sofia.texts());
  expect((await ade.texts()).filter((text) => ['one', 'two', 'three'].includes(text))).toEqual(['one', 'two', 'three']);
});

test('a cut cable is mended by itself, and nothing is lost on either side', async ({ both: { sofia, ade } }) => {
  await sofia.post('first');
  await ade.sees('first');
  sofia.wire.cut();
  await sofia.post('into the void');
  await ade.post('you cannot hear me');
  await expect(sofia.page.locator('[data-pending]')).toHaveCount(1);
  sofia.wire.mend();
  await ade.sees('into the void');
  await sofia.sees('you cannot hear me');
  expect(await sofia.texts()).toEqual(await ade.texts());
});
