import type { Person } from './person.ts';
import { expect, test } from './world.ts';

/** The menu of a message, opened by pressing More. */
async function choose(person: Person, text: string, entry: string): Promise<void> {
  await person.message(text).hover();
  await person.page.getByRole('button', { name: 'More' }).first().click();
  await person.page.getByRole('menuitem', { name: entry }).click();
}

test('what one pins all find again, and it goes with its message', async ({ both: { sofia, ade } }) => {
  await sofia.post('The plan is in the wiki');
  await sofia.post('Lunch at noon');
  await ade.sees('Lunch at noon');
  await choose(ade, 'The plan', 'Pin to this conversation');
  await expect(sofia.message('The plan').getByRole('img', { name: 'Pinned by Ade' })).toBeVisible();

  await sofia.message('Lunch at noon').focus();
  await sofia.page.keyboard.press('p');
  await expect(ade.message('Lunch at noon').getByRole('img', { name: 'Pinned by Sofia' })).toBeVisible();

  await ade.page.getByRole('button', { name: 'Pinned messages' }).click();
  const pins = ade.page.getByRole('complementary').getByRole('article');
  await expect(pins).toHaveText([/Pinned by Sofia.*Lunch at noon/s, /Pinned by Ade.*The plan/s]);
  await pins.nth(1).getByRole('link', { name: 'Go to message' }).click();
  await expect(ade.page).toHaveURL(/\/m\/M.*pane=pins/);
  await expect(ade.message('The plan').locator('[data-flash]')).toBeVisible();

  await choose(sofia, 'The plan', 'Unpin');
  await expect(pins).toHaveText([/Lunch at noon/]);
  await pins.getByRole('button', { name: 'Unpin' }).click();
  await expect(ade.page.getByText('Nothing is pinned here')).toBeVisible();
  await expect(sofia.page.getByRole('img', { name: /^Pinned by/ })).toHaveCount(0);
  await ade.page.keyboard.press('Escape');
});
