import { expect, test } from './world.ts';
import { password } from './person.ts';

test('the keyboard alone sets up, writes, reacts, answers, edits and finds its way', async ({ person }) => {
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
