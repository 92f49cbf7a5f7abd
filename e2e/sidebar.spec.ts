import type { Locator, Page } from '@playwright/test';
import { password } from './beginnings.ts';
import type { Person } from './person.ts';
import { expect, test } from './world.ts';

const sidebar = (page: Page) => page.getByRole('navigation', { name: 'Channels and direct messages' });
const row = (page: Page, name: string) => sidebar(page).locator(`[data-row][data-name="${name}"]`);
const inSection = (page: Page, section: string) =>
  sidebar(page).getByRole('list', { name: section, exact: true }).locator('[data-row]');
const names = (rows: Locator) => rows.evaluateAll((all) => all.map((one) => (one as HTMLElement).dataset['name']));
const weight = (rows: Locator) => rows.evaluate((one) => Number(getComputedStyle(one).fontWeight));
const menu = (page: Page) => page.getByRole('menu', { name: /: menu$/ });
const item = (page: Page, name: string | RegExp) => menu(page).getByRole('menuitem', { name });

async function create(person: Person, channel: string): Promise<void> {
  const { page } = person;
  await page.getByRole('button', { name: 'Add a channel' }).click();
  await page.getByRole('menuitem', { name: 'Create a channel' }).click();
  await page.getByLabel('Name', { exact: true }).fill(channel);
  await page.getByRole('button', { name: 'Create channel' }).click();
  await person.isIn(channel);
}

/** The same person on another device. */
async function signIn(person: Person, who: Person): Promise<void> {
  await person.page.goto('/signin');
  await person.page.getByLabel('E-mail').fill(who.email);
  await person.page.getByLabel('Password', { exact: true }).fill(password);
  await person.page.getByRole('button', { name: 'Sign in' }).click();
  await person.isIn('general');
}

test('stars, silence and sections are one’s own, and the same on every device', async ({ both, person }) => {
  const { sofia, ade } = both;
  const desk = ade.page;
  const laptop = await person('AdeLaptop');
  await signIn(laptop, ade);

  // A star, from the header; the row goes to the top on both devices, and nobody else's sidebar changes.
  await ade.open('general');
  await desk.getByRole('main').getByRole('button', { name: 'Star', exact: true }).click();
  await expect(inSection(desk, 'Starred')).toHaveAttribute('data-name', 'general');
  await expect(inSection(laptop.page, 'Starred')).toHaveAttribute('data-name', 'general');
  await expect(sidebar(sofia.page).getByRole('button', { name: 'Starred', exact: true })).toHaveCount(0);

  // Muted by keyboard alone: what comes makes nothing bold, only a mention is counted.
  await create(ade, 'random-2');
  await row(desk, 'general').focus();
  await desk.keyboard.press('Shift+F10');
  await expect(item(desk, /^Remove the star/)).toBeVisible();
  await item(desk, /^Mute/).press('Enter');
  await expect(row(laptop.page, 'general')).toHaveText(/muted/);
  await sofia.post('Just chatter');
  await laptop.page.getByRole('link', { name: /^general/ }).click();
  await laptop.sees('Just chatter');
  // Nobody looks at it any more, or what comes would be read at once.
  await row(laptop.page, 'random-2').click();
  await laptop.isIn('random-2');
  await expect(row(desk, 'general')).not.toHaveText(/mention/);
  expect(await weight(row(desk, 'general'))).toBeLessThan(600);
  await sofia.post('@ade can you look?');
  await expect(row(desk, 'general')).toHaveText(/1 mention/);
  expect(await weight(row(desk, 'general'))).toBeLessThan(600);

  // Why it is there is said, and undone.
  await row(desk, 'general').click({ button: 'right' });
  await expect(menu(desk).getByText('1 message mentions you, though you muted this channel.')).toBeVisible();
  await item(desk, /^Unmute/).click();
  await expect(row(desk, 'general')).not.toHaveText(/muted/);
});

test('sections are made, filled, ordered and removed by pointer and by keyboard', async ({ both, person }) => {
  const { ade } = both;
  const { page } = ade;
  const laptop = await person('AdeLaptop');
  await signIn(laptop, ade);
  await create(ade, 'quay');
  await create(ade, 'pier');

  // By keyboard: a new section for a channel.
  await row(page, 'quay').focus();
  await page.keyboard.press('Shift+F10');
  await expect(menu(page)).toBeVisible();
  await expect(item(page, 'Star')).toBeFocused();
  await page.keyboard.press('End');
  await page.keyboard.press('ArrowUp');
  await expect(item(page, /^Move to/)).toBeFocused();
  await page.keyboard.press('ArrowRight');
  await page.getByRole('menuitem', { name: 'New section…' }).press('Enter');
  await page.getByLabel('Name', { exact: true }).fill('Harbour');
  await page.keyboard.press('Enter');
  await expect(inSection(page, 'Harbour')).toHaveAttribute('data-name', 'quay');
  await row(page, 'quay').focus();
  await page.keyboard.press('Shift+F10');
  await item(page, 'Star').press('Enter');
  await expect(inSection(page, 'Starred')).toBeFocused();
  await page.keyboard.press('Shift+F10');
  await item(page, 'Remove the star').press('Enter');
  await expect(inSection(page, 'Harbour')).toBeFocused();
  await expect(inSection(laptop.page, 'Harbour')).toHaveAttribute('data-name', 'quay');

  // By pointer: dragged there, while offline; the other device hears of it later.
  ade.wire.cut();
  await row(page, 'pier').dragTo(sidebar(page).getByRole('button', { name: 'Harbour', exact: true }));
  await expect(inSection(page, 'Harbour')).toHaveCount(2);
  expect(await names(inSection(page, 'Harbour'))).toEqual(['pier', 'quay']);
  await expect(inSection(laptop.page, 'Harbour')).toHaveCount(1);
  ade.wire.mend();
  await expect(inSection(laptop.page, 'Harbour')).toHaveCount(2, { timeout: 30_000 });

  // Folded, it still shows what is open; ordered, it goes below the channels on both.
  await row(page, 'Harbour').focus();
  await page.keyboard.press('ArrowLeft');
  expect(await names(inSection(page, 'Harbour'))).toEqual(['pier']);
  await page.keyboard.press('ArrowRight');
  await row(page, 'Harbour').click({ button: 'right' });
  await item(page, 'Move down').click();
  await expect
    .poll(() => names(sidebar(laptop.page).locator('[data-row^="section:"]')))
    .toEqual(['Channels', 'Harbour', 'Direct messages']);

  // Taken away and brought back with what was in it.
  await row(page, 'Harbour').click({ button: 'right' });
  await item(page, 'Delete section').click();
  await expect(row(page, 'Harbour')).toHaveCount(0);
  expect(await names(inSection(page, 'Channels'))).toContain('quay');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(inSection(laptop.page, 'Harbour')).toHaveCount(2);
  await expect
    .poll(() => names(sidebar(page).locator('[data-row^="section:"]')))
    .toEqual(['Channels', 'Harbour', 'Direct messages']);
});

test('everything unread is read in one place, marked as read, and put back where it was', async ({ both }) => {
  const { sofia, ade } = both;
  const { page } = ade;
  await create(ade, 'quay');
  await row(sofia.page, 'random').click();
  await sofia.isIn('random');
  await sofia.open('general');
  await sofia.post('First thing');
  await sofia.post('Second thing, @ade');
  await expect(row(page, 'general')).toHaveText(/1 mention/);
  await page.getByRole('link', { name: /^Unreads, 1 channel/ }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'Unreads' })).toBeVisible();
  const group = page.getByRole('region', { name: '#general' });
  await expect(group.getByRole('article')).toHaveText([/First thing/, /Second thing/]);
  await sofia.post('Third thing');
  await expect(group.getByRole('article')).toHaveCount(3);

  // Marked as read, offline: it is gone at once, and so it comes back.
  ade.wire.cut();
  await group.getByRole('button', { name: 'Mark #general as read' }).click();
  await expect(page.getByText('You have read everything')).toBeVisible();
  await expect(row(page, 'general')).not.toHaveText(/mention|unread/);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(group.getByRole('article')).toHaveCount(3);
  ade.wire.mend();
  await expect(page.getByText(/Reconnecting|Offline/)).toHaveCount(0, { timeout: 30_000 });
  await expect(group.getByRole('article')).toHaveCount(3);

  // Everything, from anywhere, by a key; undone, each place is where it was.
  await page.keyboard.press('Shift+Escape');
  await expect(page.getByText('You have read everything')).toBeVisible();
  await expect(row(page, 'general')).not.toHaveText(/mention|unread/);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(row(page, 'general')).toHaveText(/1 mention/);
  await expect(group.getByRole('article')).toHaveCount(3);

  // From there to the message; elsewhere the row's menu says why, and marks.
  await group
    .getByRole('article')
    .filter({ hasText: 'First thing' })
    .getByRole('link', { name: 'Jump to message' })
    .click();
  await ade.isIn('general');
  await ade.sees('First thing');
  await ade.message('Third thing').hover();
  // Whoever goes on at once has not read it.
  await expect(row(page, 'general')).not.toHaveText(/mention|unread/);
  await row(page, 'quay').click();
  await ade.isIn('quay');
  await sofia.post('Fourth thing');
  await expect(row(page, 'general')).toHaveText(/unread/);
  await row(page, 'general').click({ button: 'right' });
  await expect(menu(page).getByText('New messages, and you haven’t muted this channel.')).toBeVisible();
  await item(page, 'Mark as read').click();
  await expect(row(page, 'general')).not.toHaveText(/unread/);

  // What came while one looked further up, Escape marks.
  await row(page, 'general').click();
  await ade.message('Fourth thing').hover();
  await page.getByRole('article').filter({ hasText: 'Second thing' }).first().focus();
  await page.keyboard.press('u');
  await expect(row(page, 'general')).toHaveText(/unread|mention/);
  await ade.composer.focus();
  await page.keyboard.press('Escape');
  await expect(row(page, 'general')).not.toHaveText(/unread|mention/);
});
