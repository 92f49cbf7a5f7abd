import { password } from './beginnings.ts';
import { expect, test } from './world.ts';

test('what others did that concerns one is in one list, with the reason, on every device', async ({
  both: { sofia, ade },
  person,
}) => {
  const { page } = sofia;
  await sofia.post('I have a plan');
  await ade.sees('I have a plan');
  await ade.message('I have a plan').hover();
  await ade.page.getByRole('button', { name: 'Reply in thread' }).click();
  const pane = ade.page.getByRole('complementary');
  await pane.getByRole('textbox', { name: 'Reply…' }).fill('Tell me more');
  await pane.getByRole('button', { name: 'Send', exact: true }).click();
  await ade.message('I have a plan').hover();
  await ade.page
    .getByRole('button', { name: /^React with/ })
    .first()
    .click();
  await ade.composer.pressSequentially('Well done, @sof');
  await ade.page.getByRole('option', { name: /Sofia/ }).click();
  await ade.composer.press('Enter');

  // From anywhere outside of a text.
  const way = page.getByRole('navigation', { name: 'Workspaces' }).getByRole('link', { name: /Activity/ });
  await expect(way).toContainText('3');
  await sofia.message('I have a plan').focus();
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  await expect(page).toHaveURL(/\/activity$/);
  const rows = page.getByRole('list', { name: 'Your activity, the newest first' }).getByRole('article');
  await expect(rows).toHaveText([
    /Ade mentioned you.*New.*Well done/s,
    /Ade reacted to your message.*I have a plan/s,
    /Ade replied in a thread that you started.*Tell me more/s,
  ]);
  await expect(way).not.toContainText('3');

  // On the other device nothing is new any more; the filters are in the address.
  const phone = await person('Sofia', { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  await phone.page.goto('/signin');
  await phone.page.getByLabel('E-mail').fill(sofia.email);
  await phone.page.getByLabel('Password', { exact: true }).fill(password);
  await phone.page.getByRole('button', { name: 'Sign in' }).click();
  await phone.page.getByRole('link', { name: 'Activity', exact: true }).click();
  await phone.page.getByRole('tab', { name: 'Reactions' }).click();
  await expect(phone.page).toHaveURL(/activity\?show=reactions$/);
  await expect(phone.page.getByRole('article')).toHaveText([/reacted to your message/]);
  await phone.page.getByRole('tab', { name: 'All' }).click();
  await phone.page.getByRole('button', { name: 'Unread only' }).click();
  await expect(phone.page.getByText('Nothing is new')).toBeVisible();
  await ade.composer.fill('Good night, @sof');
  await ade.composer.press('End');
  await ade.page.getByRole('option', { name: /Sofia/ }).click();
  await ade.composer.press('Enter');
  await expect(phone.page.getByRole('article')).toHaveText([/Good night/]);
  await expect(rows).toHaveCount(4);

  // A row leads to where it happened.
  await rows.filter({ hasText: 'Tell me more' }).getByRole('link', { name: 'Go to message' }).click();
  await expect(page.getByRole('complementary').getByText('Tell me more')).toBeVisible();

  // The channels that there are, in parts and in other orders.
  await ade.page.keyboard.press('Control+k');
  await expect(ade.page.getByRole('combobox', { name: 'Jump to a channel or person' })).toBeFocused();
  await ade.page.keyboard.type('>browse');
  await expect(ade.page.getByRole('option', { selected: true })).toHaveText(/Browse/);
  await ade.page.keyboard.press('Enter');
  const channels = ade.page.getByRole('dialog', { name: 'Channels' });
  await channels.getByRole('combobox', { name: 'Order' }).click();
  await ade.page.getByRole('option', { name: 'Most members' }).click();
  await expect(channels.getByRole('listitem')).toHaveText([/general/, /random/]);
  await channels.getByRole('combobox', { name: 'Which channels' }).click();
  await ade.page.getByRole('option', { name: 'Not joined' }).click();
  await expect(channels.getByRole('listitem')).toHaveText([/random/]);
  await channels.getByRole('link', { name: /random/ }).click();
  await expect(ade.page.getByRole('button', { name: /^Join/ })).toBeVisible();
});

test('a message that is quoted or forwarded shows what it says now, and to strangers what was shared', async ({
  both: { sofia, ade },
}) => {
  const { page } = sofia;
  await page.getByRole('button', { name: 'Add a channel' }).first().click();
  await page.getByRole('menuitem', { name: 'Create a channel' }).click();
  await page.getByLabel('Name').fill('secrets');
  await page.getByText('Private', { exact: true }).click();
  await page.getByRole('button', { name: 'Create channel' }).click();
  await sofia.isIn('secrets');
  await sofia.post('The launch is on Monday');
  await sofia.sees('The launch is on Monday');
  await expect(page.locator('[data-pending]')).toHaveCount(0);

  // On to #general, with some words.
  await sofia.message('The launch').focus();
  await page.keyboard.press('f');
  const picker = page.getByRole('dialog', { name: 'Forward this message' });
  await expect(picker.getByRole('combobox', { name: 'Forward this message' })).toBeFocused();
  await expect(picker.getByRole('group', { name: 'Quoted message' })).toBeVisible();
  await expect(picker.getByText('forward there')).toBeVisible();
  await page.keyboard.type('gener');
  await expect(page.getByRole('option', { selected: true })).toHaveText(/^general/);
  await page.keyboard.press('Enter');
  await page.getByLabel('Add a comment').fill('Now you may know');
  await page.getByRole('button', { name: 'Forward', exact: true }).click();
  const shared = ade.message('Now you may know').getByRole('group', { name: 'Quoted message' }).first();
  await expect(shared).toContainText('The launch is on Monday');
  await expect(shared).toContainText('you can’t see where it stands');

  // An edit is for those who see the original.
  await sofia.message('The launch').focus();
  await page.keyboard.press('e');
  await page.getByRole('textbox', { name: 'Edit message' }).fill('The launch is on Friday');
  await page.keyboard.press('Enter');
  const link = await sofia.message('The launch').locator('time a').first().getAttribute('href');
  await sofia.open('general');
  const mine = sofia.message('Now you may know').getByRole('group', { name: 'Quoted message' }).first();
  await expect(mine).toContainText('The launch is on Friday');
  await mine.getByRole('button', { name: /show what was quoted/ }).click();
  await expect(mine).toContainText('The launch is on Monday');
  const version = await mine.locator('header a').getAttribute('href');
  expect(version).toMatch(/\?v=\d+$/);
  await expect(shared).toContainText('Monday');

  // A link to that version says that there is a newer one; a plain link in a text shows a card.
  await sofia.post(`Look: ${new URL(link!, page.url()).href}`);
  await expect(sofia.message('Look: ').getByRole('group', { name: 'Quoted message' })).toContainText('on Friday');
  await expect(ade.message('Look: ')).toHaveCount(1);
  await expect(ade.message('Look: ').getByRole('group', { name: 'Quoted message' })).toHaveCount(0);
  await page.goto(version!);
  await expect(page.getByRole('dialog')).toContainText('There is a newer one');
  await page.keyboard.press('Escape');

  // A quote in an answer, taken away and put back; what was deleted is gone from all of them.
  await sofia.open('general');
  await ade.message('Now you may know').focus();
  await ade.page.keyboard.press('q');
  await expect(ade.composer).toBeFocused();
  await ade.page.getByRole('button', { name: 'Remove the quote' }).click();
  await ade.message('Now you may know').focus();
  await ade.page.keyboard.press('q');
  await ade.post('Thank you for telling');
  await expect(sofia.message('Thank you').getByRole('group', { name: 'Quoted message' })).toContainText(
    'Now you may know',
  );
  await sofia.open('secrets');
  await sofia.message('The launch').focus();
  await page.keyboard.press('Delete');
  await expect(page.getByText('Message deleted')).toBeVisible();
  await page.getByRole('button', { name: 'Dismiss' }).first().click();
  await ade.page.reload();
  await expect(shared).toContainText('This message was deleted.');
});
