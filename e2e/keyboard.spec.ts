import { expect, test, testFromNothing } from './world.ts';
import { password } from './beginnings.ts';

testFromNothing('the keyboard alone sets up, writes, reacts, answers, edits and finds its way', async ({ person }) => {
  const sofia = await person('Sofia');
  const { page } = sofia;
  const { keyboard } = page;
  await page.goto('/');
  await expect(page.getByLabel('Workspace name')).toBeFocused();
  await keyboard.type('Harbor');
  await keyboard.press('Tab');
  await keyboard.type('Sofia');
  await keyboard.press('Tab');
  await keyboard.type(sofia.email);
  await keyboard.press('Tab');
  await keyboard.type(password);
  await keyboard.press('Enter');
  await expect(sofia.composer).toBeFocused();

  await keyboard.type('First words');
  await keyboard.press('Enter');
  await sofia.sees('First words');
  await expect(page.locator('[data-pending]')).toHaveCount(0);

  // Shift+Tab until a row of the feed has the focus: the list is one tab stop.
  for (let i = 0; i < 20 && !(await page.evaluate(() => document.activeElement?.matches('article'))); i++)
    await keyboard.press('Shift+Tab');
  await expect(sofia.message('First words')).toBeFocused();
  await keyboard.press('e');
  await expect(page.getByRole('textbox', { name: 'Edit message' })).toBeFocused();
  await keyboard.press('End');
  await keyboard.type(', changed');
  await keyboard.press('Enter');
  await sofia.sees('First words, changed');

  for (let i = 0; i < 20 && !(await page.evaluate(() => document.activeElement?.matches('article'))); i++)
    await keyboard.press('Shift+Tab');
  await keyboard.press('t');
  await expect(page.getByRole('textbox', { name: 'Reply…' })).toBeFocused();
  await keyboard.type('Answered');
  await keyboard.press('Enter');
  await expect(page.getByRole('complementary').getByText('Answered')).toBeVisible();

  await keyboard.press('Alt+ArrowDown');
  await sofia.isIn('random');
  await keyboard.press('Alt+ArrowUp');
  await sofia.isIn('general');
});

test('the messages are one stop for Tab, and whatever was opened gives the focus back', async ({
  both: { sofia, ade },
}) => {
  const { page } = sofia;
  const { keyboard } = page;
  await ade.post('Look at https://example.org');
  await sofia.sees('Look at');
  await sofia.post('Last words');
  await expect(page.locator('[data-pending]')).toHaveCount(0);
  const last = sofia.message('Last words');

  await page.getByRole('button', { name: 'Channel settings' }).focus();
  await keyboard.press('Tab');
  await expect(last).toBeFocused();
  await keyboard.press('Tab');
  await expect(page.getByRole('button', { name: /Bold/ })).toBeFocused();
  await keyboard.press('Shift+Tab');
  await expect(last).toBeFocused();
  await keyboard.press('Shift+Tab');
  await expect(page.getByRole('button', { name: 'Channel settings' })).toBeFocused();
  await keyboard.press('Tab');

  await test.step('Enter goes into a message, Tab round in it, Escape out of it', async () => {
    await keyboard.press('ArrowUp');
    const other = sofia.message('Look at');
    await expect(other).toBeFocused();
    await keyboard.press('Enter');
    await expect(other.getByRole('button', { name: 'Ade' }).last()).toBeFocused();
    await keyboard.press('Tab');
    await expect(other.getByRole('link', { name: 'https://example.org' })).toBeFocused();
    await keyboard.press('Shift+Tab');
    await keyboard.press('Shift+Tab');
    await expect(other.getByRole('button', { name: 'More' })).toBeFocused();
    await keyboard.press('Escape');
    await expect(other).toBeFocused();
    await keyboard.press('ArrowDown');
    await expect(last).toBeFocused();
  });

  await test.step('the menu and editing end where they were begun', async () => {
    await keyboard.press('Shift+F10');
    await expect(page.getByRole('menuitem', { name: 'Reply in thread' })).toBeFocused();
    await keyboard.press('Escape');
    await expect(last).toBeFocused();
    await keyboard.press('e');
    await expect(page.getByRole('textbox', { name: 'Edit message' })).toBeFocused();
    await keyboard.press('Escape');
    await expect(last).toBeFocused();
    await sofia.composer.focus();
    await keyboard.press('ArrowUp');
    await expect(page.getByRole('textbox', { name: 'Edit message' })).toBeFocused();
    await keyboard.press('Escape');
    await expect(sofia.composer).toBeFocused();
  });

  await test.step('so does a dialog that a menu opened, though its parts arrive late', async () => {
    const menu = page.getByRole('button', { name: /^Harbor/ });
    await menu.focus();
    await keyboard.press('Enter');
    await expect(page.getByRole('menuitem', { name: 'Invite people' })).toBeFocused();
    await keyboard.press('Enter');
    await expect(page.getByRole('dialog').locator(':focus')).toHaveCount(1);
    await keyboard.press('Escape');
    await expect(menu).toBeFocused();
  });
});
