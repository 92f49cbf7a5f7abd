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

  // Where nothing has been loaded yet, what one writes stands alone, and the pointer stays on it when the rest comes.
  await sofia.hasAllParts();
  sofia.wire.cut();
  await sofia.open('random');
  await sofia.post('the first here');
  await sofia.message('the first here').hover();
  sofia.wire.mend();
  await expect(sofia.message('the first here').getByRole('toolbar', { name: 'Message tools' })).toBeVisible();
});

test('what one changes offline shows at once, says that it waits, and arrives', async ({ both: { sofia, ade } }) => {
  await sofia.post('Ship it');
  await ade.sees('Ship it');
  await sofia.hasAllParts();
  sofia.wire.cut();
  await sofia.composer.press('ArrowUp');
  const box = sofia.page.getByRole('textbox', { name: 'Edit message' });
  await box.fill('Ship it tomorrow');
  await box.press('Enter');
  await expect(sofia.message('Ship it tomorrow').getByRole('img', { name: 'Waiting to be sent' })).toBeVisible();
  await sofia.message('Ship it').hover();
  await sofia.page.getByRole('button', { name: 'React with 👀' }).click();
  await expect(sofia.message('Ship it').getByRole('button', { name: /reacted with 👀/ })).toHaveText(/1/);
  sofia.wire.mend();
  await ade.sees('Ship it tomorrow');
  await expect(ade.message('Ship it').getByRole('button', { name: /reacted with 👀/ })).toHaveText(/1/);
  await expect(sofia.message('Ship it').getByRole('img', { name: 'Waiting to be sent' })).toHaveCount(0);
});

test('what a second tab wrote and left behind is sent', async ({ both: { sofia, ade } }) => {
  const second = await sofia.context.newPage();
  await second.goto(sofia.page.url());
  const composer = second.getByRole('main').getByRole('textbox', { name: /^Message/ });
  await expect(composer).toBeVisible();
  await expect(second.getByText('Ade joined')).toBeVisible(); // what was said is here
  await sofia.context.setOffline(true);
  await composer.fill('from the second tab');
  await composer.press('Enter');
  await expect(second.locator('[data-pending]')).toHaveCount(1);
  await second.close();
  await sofia.context.setOffline(false);
  await ade.sees('from the second tab');
});
