import { expect, test, testFromNothing } from './world.ts';

testFromNothing('two people meet, talk, react, answer in a thread, edit and delete', async ({ person }) => {
  const sofia = await person('Sofia');
  await sofia.setUp('Harbor');
  const ade = await person('Ade');
  await ade.join(await sofia.invite());
  await sofia.post('Hello **Ade**, welcome');
  await ade.sees('Hello Ade, welcome');
  await expect(ade.message('Hello Ade').locator('strong')).toHaveText('Ade');

  await ade.composer.pressSequentially('Typing away');
  await expect(sofia.page.getByText('Ade is typing')).toBeVisible();
  await ade.composer.press('Enter');
  await sofia.sees('Typing away');
  await expect(sofia.page.getByText('Ade is typing')).toBeHidden();

  await sofia.message('Typing away').hover();
  await sofia.page.getByRole('button', { name: 'React with 🙌' }).click();
  await expect(ade.message('Typing away').getByRole('button', { name: /Sofia reacted with 🙌/ })).toHaveText(/1/);
  await ade
    .message('Typing away')
    .getByRole('button', { name: /reacted with 🙌/ })
    .click();
  await expect(sofia.message('Typing away').getByRole('button', { name: /reacted with 🙌/ })).toHaveText(/2/);

  await sofia.message('Typing away').hover();
  await sofia.page.getByRole('button', { name: 'Reply in thread' }).click();
  const reply = sofia.page.getByRole('complementary').getByRole('textbox', { name: 'Reply…' });
  await reply.fill('In a thread');
  await reply.press('Enter');
  await expect(ade.message('Typing away').getByRole('button', { name: /1 reply/ })).toBeVisible();
  await ade
    .message('Typing away')
    .getByRole('button', { name: /1 reply/ })
    .click();
  await expect(ade.page.getByRole('complementary').getByText('In a thread')).toBeVisible();
  await expect(ade.messages.filter({ hasText: 'In a thread' })).toHaveCount(0);

  await sofia.message('Hello Ade').hover();
  await sofia.page.getByRole('button', { name: 'More' }).first().click();
  await sofia.page.getByRole('menuitem', { name: 'Edit' }).click();
  const edit = sofia.page.getByRole('textbox', { name: 'Edit message' });
  await edit.fill('Hello again');
  await edit.press('Enter');
  await ade.sees('Hello again');
  await expect(ade.message('Hello again')).toContainText('(edited)');

  await sofia.message('Hello again').hover();
  await sofia.page.getByRole('button', { name: 'More' }).first().click();
  await sofia.page.getByRole('menuitem', { name: 'Delete' }).click();
  await expect(sofia.message('Hello again')).toHaveCount(0);
  await sofia.page.mouse.move(600, 100);
  await expect(ade.message('Hello again')).toHaveCount(0, { timeout: 20_000 });
});

test('a mention shows a badge where one is not looking, and reading clears it', async ({ both: { sofia, ade } }) => {
  const home = new URL(ade.page.url()).pathname.split('/').slice(0, 3).join('/');
  await ade.page.goto(`${home}/people`);
  await expect(ade.composer).toBeHidden();
  await sofia.composer.pressSequentially('Look here @ad');
  await expect(sofia.page.getByRole('option', { name: /Ade/ })).toBeVisible();
  await sofia.composer.press('Enter');
  await sofia.composer.press('Enter');
  const link = ade.page.getByRole('link', { name: /^general\b/ }).first();
  await expect(link).toHaveAccessibleName(/mention/);
  await ade.open('general');
  await ade.sees('Look here @Ade');
  await expect(link).not.toHaveAccessibleName(/mention/);
});

test('somebody who is removed is out at once; what they wrote stays, and by an invite they are back as who they were', async ({
  both: { sofia, ade },
}) => {
  const { page } = sofia;
  const home = new URL(page.url()).pathname.split('/').slice(0, 3).join('/');
  await ade.post('I was here');
  await sofia.sees('I was here');
  await page.goto(`${home}/settings/people`);
  await page.getByRole('button', { name: 'Actions for Ade' }).click();
  await page.getByRole('menuitem', { name: 'Remove from workspace' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
  await expect(page.getByRole('row', { name: /Ade/ })).toContainText('No longer in this workspace');
  await expect(ade.page.getByRole('heading', { name: 'You are not in this workspace' })).toBeVisible();

  await page.getByRole('button', { name: 'Actions for Ade' }).click();
  await page.getByRole('menuitem', { name: 'Invite as Ade' }).click();
  await page.getByRole('button', { name: 'Create link' }).click();
  const link = await page.getByLabel('Invite link').inputValue();
  await ade.page.goto(new URL(link).pathname);
  await expect(ade.page.getByText('You will be Ade, with their messages.')).toBeVisible();
  await ade.page.getByRole('button', { name: 'Join Harbor' }).click();
  await ade.isIn('general');
  await ade.sees('I was here');
});

test('a link to a channel that this device has not heard of yet shows what was said there', async ({
  both: { sofia, ade },
}) => {
  await expect.poll(() => ade.page.evaluate(keysOnDevice)).toContainEqual(expect.stringMatching(/^workspace/));
  await ade.page.goto('about:blank');
  const { page } = sofia;
  await page.getByRole('button', { name: /^Harbor/ }).click();
  await page.getByRole('menuitem', { name: 'Create a channel' }).click();
  await page.getByLabel('Name').fill('ops');
  await page.getByRole('dialog').getByRole('button', { name: 'Create channel', exact: true }).click();
  await sofia.isIn('ops');
  await sofia.post('Pager is quiet');
  await ade.page.goto(new URL(page.url()).pathname);
  await ade.sees('Pager is quiet');
  await ade.page.getByRole('button', { name: 'Join channel' }).click();
  await ade.post('Mine too');
  await ade.sees('Mine too');
});

/** What the page's device keeps, by its keys. */
async function keysOnDevice(): Promise<string[]> {
  const [{ name } = {}] = await indexedDB.databases();
  const answer = <T>(request: IDBRequest<T>) =>
    new Promise<T>((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error!);
    });
  const database = await answer(indexedDB.open(name!));
  const keys = await answer(database.transaction('client').objectStore('client').getAllKeys());
  database.close();
  return keys.map(String);
}
