import type { Locator } from '@playwright/test';
import { password } from './beginnings.ts';
import type { Person } from './person.ts';
import { expect, test } from './world.ts';

const pane = (who: Person): Locator => who.page.getByRole('complementary');
const entry = (who: Person): Locator => who.page.getByRole('link', { name: /^Threads/ });
const news = /new repl/;

async function answer(who: Person, message: string, text: string): Promise<void> {
  await who.message(message).hover();
  await who.page.getByRole('button', { name: 'Reply in thread' }).click();
  await writeReply(who, pane(who), text);
}

async function writeReply(who: Person, place: Locator, text: string): Promise<void> {
  const box = place.getByRole('textbox', { name: 'Reply…' });
  await box.fill(text);
  await place.getByRole('button', { name: 'Send', exact: true }).click();
  await expect(place.getByRole('article').filter({ hasText: text })).toHaveCount(1);
  await expect(who.page.locator('[data-pending]')).toHaveCount(0);
}

test('whoever takes part in a thread follows it: news show on every device, and go when they are read on one', async ({
  both: { sofia, ade },
  person,
}) => {
  await sofia.post('Where do we meet?');
  await ade.sees('Where do we meet?');
  await answer(ade, 'Where do we meet?', 'In the garden');
  await expect(pane(ade).getByRole('button', { name: 'Follow this thread' })).toHaveText('Following');

  // She started it.
  await expect(entry(sofia)).toHaveAccessibleName(/unread/);
  await expect(sofia.message('Where do we meet?').getByRole('button', { name: news })).toBeVisible();
  await sofia.message('Where do we meet?').getByRole('button', { name: news }).click();
  await expect(pane(sofia).getByText('In the garden')).toBeVisible();
  await expect(entry(sofia)).not.toHaveAccessibleName(/unread/);
  await expect(sofia.message('Where do we meet?').getByRole('button', { name: news })).toHaveCount(0);

  // He looks elsewhere, on two devices.
  const phone = await person('Ade', { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  await phone.page.goto('/signin');
  await phone.page.getByLabel('E-mail').fill(ade.email);
  await phone.page.getByLabel('Password', { exact: true }).fill(password);
  await phone.page.getByRole('button', { name: 'Sign in' }).click();
  await expect(entry(phone)).toBeVisible();
  await pane(ade).getByRole('button', { name: 'Close thread' }).click();
  await writeReply(sofia, pane(sofia), 'Which one?');
  await expect(entry(ade)).toHaveAccessibleName(/unread/);
  await expect(entry(phone)).toHaveAccessibleName(/unread/);

  // The inbox, on the phone.
  await entry(phone).click();
  const item = phone.page.getByRole('region', { name: 'Thread in general' });
  await expect(item).toContainText('You replied');
  await expect(item).toContainText('1 new reply');
  await expect(item.getByRole('article')).toHaveText([/Where do we meet/, /In the garden/, /Which one/]);
  await item.getByRole('button', { name: 'Reply…' }).click();
  await writeReply(phone, item, 'The one behind the house');
  await expect(pane(sofia).getByText('The one behind the house')).toBeVisible();
  await expect(item.getByText('1 new reply')).toHaveCount(0);
  await expect(entry(ade)).not.toHaveAccessibleName(/unread/);

  // Where he is at work he can look up, and end one from the other.
  const desk = ade.page;
  await desk.getByRole('link', { name: 'Settings' }).click();
  await desk.getByRole('link', { name: 'Devices' }).click();
  await expect(desk.getByText('Active on 2 devices')).toBeVisible();
  const other = desk.getByRole('listitem').filter({ hasText: 'Active now' });
  await other.getByRole('button', { name: /Sign out/ }).click();
  await expect(desk.getByText('Active on 1 device')).toBeVisible();
  await expect(phone.page.getByRole('dialog', { name: 'Sign in again' })).toBeVisible();
});

test('a mention in a thread brings it to whom it is for, until they have had enough of it', async ({
  both: { sofia, ade },
}) => {
  await ade.page.goto(`${new URL(ade.page.url()).pathname.split('/').slice(0, 3).join('/')}/threads`);
  await expect(ade.page.getByText('No threads yet')).toBeVisible();
  await sofia.post('Lunch');
  await answer(sofia, 'Lunch', 'Soup today');
  const box = pane(sofia).getByRole('textbox', { name: 'Reply…' });
  await box.pressSequentially('Would you like some, @ad');
  await expect(sofia.page.getByRole('option', { name: /Ade/ })).toBeVisible();
  await box.press('Enter');
  await box.press('Enter');
  await expect(entry(ade)).toHaveAccessibleName(/1 mention/);
  await ade.page.getByRole('button', { name: 'New replies in 1 thread' }).click();
  const item = ade.page.getByRole('region', { name: 'Thread in general' });
  await expect(item).toContainText('You were mentioned');
  await item.getByRole('button', { name: 'Mark read' }).click();
  await expect(entry(ade)).not.toHaveAccessibleName(/mention|unread/);

  await item.getByRole('button', { name: 'Follow this thread' }).click();
  await expect(item.getByRole('button', { name: 'Follow this thread' })).toHaveText('Follow');
  await writeReply(sofia, pane(sofia), 'It is gone now');
  await expect(item.getByRole('article').filter({ hasText: 'It is gone now' })).toBeVisible();
  await expect(entry(ade)).not.toHaveAccessibleName(/unread/);
});

test('a link to a reply opens its thread, however long, and shows which one it is', async ({ both: { sofia } }) => {
  await sofia.post('Counting');
  await answer(sofia, 'Counting', 'reply one');
  for (const text of ['reply two', 'reply three']) await writeReply(sofia, pane(sofia), text);
  const reply = pane(sofia).getByRole('article').filter({ hasText: 'reply two' });
  const path = await reply.locator('time a').first().getAttribute('href');
  await sofia.page.goto(path!);
  await expect(reply.locator('[data-flash]')).toBeVisible();
  await expect(reply).toBeInViewport();
  await expect(reply.locator('[data-flash]')).toHaveCount(0);
});

test('a reply that is also sent to the channel stands there as one, with the way to its thread', async ({
  both: { sofia, ade },
}) => {
  await sofia.post('Who has the keys?');
  await sofia.message('Who has the keys?').hover();
  await sofia.page.getByRole('button', { name: 'Reply in thread' }).click();
  await pane(sofia).getByText('Also send to #general').click();
  await writeReply(sofia, pane(sofia), 'Found them');
  await expect(pane(sofia).getByRole('checkbox', { name: 'Also send to #general' })).not.toBeChecked();
  await expect(pane(sofia).getByText('Also sent to the channel')).toBeVisible();
  await writeReply(sofia, pane(sofia), 'Only in the thread');

  await ade.sees('Found them');
  await expect(ade.message('Only in the thread')).toHaveCount(0);
  await ade.page.getByRole('button', { name: 'Replied in a thread: Who has the keys?' }).click();
  await expect(pane(ade).getByText('Only in the thread')).toBeVisible();
  await expect(pane(ade).getByRole('article').filter({ hasText: 'Found them' }).locator('[data-flash]')).toBeVisible();
});
