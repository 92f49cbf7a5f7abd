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
  // What comes under a resting pointer does not bring its tools under the next press.
  const tools = ade.page.getByRole('toolbar', { name: 'Message tools' });
  await ade.message('Lunch at noon').hover();
  await expect(tools).toHaveCount(1);
  await sofia.post('With soup');
  await ade.sees('With soup');
  await expect(tools).toHaveCount(0);
  // A key reaches what it needs also when the pointer was moved to another message since.
  await ade.message('The plan').focus();
  await ade.message('Lunch at noon').hover();
  await ade.page.keyboard.press('r');
  await expect(ade.message('The plan').getByRole('button', { name: 'Add a reaction' })).toHaveAttribute(
    'aria-expanded',
    'true',
  );
  await ade.page.keyboard.press('Escape');
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

test('what one saves only oneself sees, until it is done', async ({ both: { sofia, ade } }) => {
  await sofia.post('Read the draft, please');
  await sofia.post('And this one by Friday');
  await ade.message('Read the draft').hover();
  await ade.page.getByRole('button', { name: 'Save for later' }).click();
  await expect(ade.page.getByRole('link', { name: 'Saved, 1 to do' })).toBeVisible();
  await ade.message('by Friday').focus();
  await ade.page.keyboard.press('s');
  await expect(ade.message('by Friday').getByRole('img', { name: 'Saved for later' })).toBeVisible();
  await expect(sofia.page.getByRole('img', { name: 'Saved for later' })).toHaveCount(0);

  await ade.page.getByRole('link', { name: 'Saved, 2 to do' }).click();
  const cards = ade.page.getByRole('main').getByRole('article');
  await expect(cards).toHaveText([/by Friday/, /Read the draft/]);
  await cards.nth(0).getByRole('button', { name: 'Done' }).click();
  await expect(cards).toHaveText([/Read the draft/]);

  await choose(sofia, 'Read the draft', 'Delete');
  await sofia.page.mouse.move(600, 100);
  await expect(cards).toHaveText([/was deleted, or you can’t see it/], { timeout: 20_000 });
  await cards.getByRole('button', { name: 'Remove' }).click();
  await expect(ade.page.getByText('Nothing is waiting for you')).toBeVisible();

  await ade.page.getByRole('tab', { name: 'Done' }).click();
  await ade.page.reload();
  await ade.page.getByRole('tab', { name: 'Done' }).click();
  await cards.getByRole('link', { name: 'Go to message' }).click();
  await ade.isIn('general');
  await expect(ade.message('by Friday').locator('[data-flash]')).toBeVisible();
  await expect(ade.message('by Friday').getByRole('img', { name: 'Saved for later' })).toHaveCount(0);
});

test('what a message said before it was edited can be looked up', async ({ both: { sofia, ade } }) => {
  await sofia.post('We meet at nine in the hall');
  await choose(sofia, 'We meet', 'Edit');
  const edit = sofia.page.getByRole('textbox', { name: 'Edit message' });
  await edit.fill('We meet at ten in the hall');
  await edit.press('Enter');
  await ade.message('at ten').getByRole('button', { name: '(edited)' }).click();
  const versions = ade.page.getByRole('dialog').getByRole('listitem');
  await expect(versions).toHaveText([/Now.*Sofia.*We meet at .*ten in the hall/s, /As it was posted.*at nine in/s]);
  await expect(versions.locator('ins')).toHaveText('ten');
  await expect(versions.locator('del')).toHaveText('nine');
  await ade.page.keyboard.press('Escape');
  await expect(ade.page.getByRole('dialog')).toBeHidden();
});

test('a message that one deletes can be brought back for some seconds, and is gone for all after that', async ({
  both: { sofia, ade },
}) => {
  await sofia.post('Said too soon');
  await sofia.post('Said in error');
  await ade.sees('Said in error');
  await choose(sofia, 'Said too soon', 'Delete');
  await expect(sofia.message('Said too soon')).toHaveCount(0);
  await sofia.page.getByRole('button', { name: 'Undo' }).click();
  await sofia.sees('Said too soon');
  // A pointer over the notice would hold its clock.
  await sofia.page.mouse.move(600, 100);

  await sofia.message('Said in error').focus();
  await sofia.page.keyboard.press('Delete');
  await expect(sofia.message('Said in error')).toHaveCount(0);
  await ade.sees('Said in error');
  await expect(ade.message('Said in error')).toHaveCount(0, { timeout: 20_000 });
  await ade.sees('Said too soon');

  await choose(sofia, 'Said too soon', 'Delete');
  await expect(sofia.message('Said too soon')).toHaveCount(0);
  await sofia.page.goto('about:blank');
  await expect(ade.message('Said too soon')).toHaveCount(0, { timeout: 3_000 });
});
