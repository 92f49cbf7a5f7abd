import type { Person } from './person.ts';
import { expect, test } from './world.ts';

test('what one says of oneself is seen by others, and can be taken back', async ({ both: { sofia, ade } }) => {
  const { page } = sofia;
  await sofia.post('Good morning');
  await page.getByRole('button', { name: 'Sofia, Online' }).click();
  await page.getByRole('menuitem', { name: 'Set a status' }).click();
  const dialog = page.getByRole('dialog', { name: 'Set a status' });
  await expect(dialog.getByRole('textbox', { name: 'What’s your status?' })).toBeFocused();
  await expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled();
  await dialog.getByRole('button', { name: /On vacation/ }).click();
  await dialog.getByRole('textbox').fill('On vacation, back on Monday');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Your status was set.')).toBeVisible();

  const message = ade.messages.filter({ hasText: 'Good morning' });
  await expect(message.getByTitle('On vacation, back on Monday')).toHaveText(/🌴/);
  await message.getByRole('button', { name: 'Sofia' }).click();
  await expect(ade.page.getByText('🌴 On vacation, back on Monday')).toBeVisible();
  await expect(ade.page.getByText(/^until /)).toBeVisible();
  await expect(ade.page.getByText('Active now')).toBeVisible();
  await ade.page.keyboard.press('Escape');

  // By keyboard alone, from anywhere.
  await page.keyboard.press('Control+k');
  await page.keyboard.type('>status');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Clear status' }).press('Enter');
  await expect(dialog).toBeHidden();
  await expect(message.getByTitle('On vacation, back on Monday')).toBeHidden();
});

test('somebody who says so is away on all devices', async ({ both: { sofia, ade } }) => {
  await sofia.page.getByRole('button', { name: 'Sofia, Online' }).click();
  await sofia.page.getByRole('menuitem', { name: 'Set yourself as away' }).click();
  await expect(sofia.page.getByRole('button', { name: 'Sofia, Away' })).toBeVisible();
  await sofia.page.reload();
  await expect(sofia.page.getByRole('button', { name: 'Sofia, Away' })).toBeVisible();
  await ade.page.getByRole('button', { name: /members/ }).click();
  const people = ade.page.getByRole('complementary');
  await expect(people.getByRole('button', { name: /^Away Sofia/ })).toBeVisible();
  await sofia.page.getByRole('button', { name: 'Sofia, Away' }).click();
  await sofia.page.getByRole('menuitem', { name: 'Set yourself as active' }).click();
  await expect(people.getByRole('button', { name: /^Online Sofia/ })).toBeVisible();
});

test('what one says of oneself without a connection shows at once, and reaches the others later', async ({
  both: { sofia, ade },
}) => {
  await sofia.post('Good morning');
  const message = ade.message('Good morning');
  await expect(message).toBeVisible();
  await sofia.hasAllParts();
  sofia.wire.cut();
  const me = sofia.page.getByRole('button', { name: 'Sofia, Offline' });
  await me.click();
  await sofia.page.getByRole('menuitem', { name: 'Set yourself as away' }).click();
  await sofia.post('/status :palm_tree: At the sea');
  await expect(me.getByTitle('At the sea')).toBeVisible();
  await me.click();
  await expect(sofia.page.getByRole('menuitem', { name: 'Set yourself as active' })).toBeVisible();
  await sofia.page.getByRole('menuitem', { name: 'Pause notifications' }).click();
  await sofia.page.getByRole('button', { name: /^For 1 hour/ }).click();
  await expect(sofia.page.getByText(/paused until/)).toBeVisible();
  await expect(message.getByTitle('At the sea')).toBeHidden();
  sofia.wire.mend();
  await expect(message.getByTitle('At the sea')).toBeVisible();
  await expect(sofia.page.getByRole('button', { name: 'Sofia, Notifications paused' })).toBeVisible();
  await ade.page.getByRole('button', { name: /members/ }).click();
  const people = ade.page.getByRole('complementary');
  await expect(people.getByRole('button', { name: /^Notifications paused Sofia/ })).toBeVisible();
});

/** The notifications that the browser was told to show; the person is asked, and says yes. */
async function withNotifications({ page }: Person): Promise<() => Promise<string[]>> {
  await page.addInitScript(() => {
    const told: { title: string; click: () => void }[] = [];
    class Told extends EventTarget {
      static permission = localStorage.getItem('test.asked') ?? 'default';
      static requestPermission() {
        localStorage.setItem('test.asked', 'granted');
        return Promise.resolve((Told.permission = 'granted'));
      }
      constructor(title: string, { body }: { body: string }) {
        super();
        told.push({ title: `${title}: ${body}`, click: () => this.dispatchEvent(new Event('click')) });
      }
      close() {}
    }
    Object.assign(window, { Notification: Told, told });
  });
  await page.reload();
  return () => page.evaluate(() => (window as unknown as { told: { title: string }[] }).told.map(({ title }) => title));
}

test('what concerns one is notified of, until one pauses that', async ({ both: { sofia, ade } }) => {
  const told = await withNotifications(ade);
  const { page } = ade;
  await sofia.post('Nobody is asked for anything');
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('link', { name: 'Notifications' }).click();
  await page.getByRole('button', { name: 'Allow notifications' }).click();
  await expect(page.getByRole('switch', { name: /Notify me on this device/ })).toBeChecked();
  await sofia.post('Are you there, @Ade?');
  await expect.poll(told).toEqual(['Sofia in #general: Are you there, @Ade?']);

  // A press on it opens the message. What one looks at says nothing more.
  await page.evaluate(() => (window as unknown as { told: { click: () => void }[] }).told[0]!.click());
  await ade.sees('Are you there, @Ade?');
  await sofia.post('Well, @Ade?');
  await ade.sees('Well, @Ade?');

  await page.getByRole('button', { name: 'Ade, Online' }).click();
  await page.getByRole('menuitem', { name: 'Pause notifications' }).click();
  await page.getByRole('button', { name: 'For 1 hour' }).click();
  await expect(page.getByRole('button', { name: 'Ade, Notifications paused' })).toBeVisible();
  await sofia.page.getByRole('button', { name: /members/ }).click();
  const people = sofia.page.getByRole('complementary');
  await expect(people.getByRole('button', { name: /^Notifications paused Ade/ })).toBeVisible();
  await page.reload();
  await page.getByRole('link', { name: 'Settings' }).click();
  await page.getByRole('link', { name: 'Notifications' }).click();
  await sofia.post('Later, then, @Ade');
  await expect(page).toHaveTitle(/^\(1\)/);
  expect(await told()).toEqual([]);

  await page.getByRole('button', { name: 'Change the pause' }).click();
  await page.getByRole('button', { name: 'Resume notifications' }).click();
  await expect(people.getByRole('button', { name: /^Online Ade/ })).toBeVisible();

  // On a day that is none of one's days, nobody is notified.
  const another = new Date(Date.now() + 3 * 86_400_000).toLocaleDateString('en', { weekday: 'long' });
  await page.getByRole('combobox', { name: 'Hours' }).click();
  await page.getByRole('option', { name: 'Each day by itself' }).click();
  await page.getByText(another, { exact: true }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(people.getByRole('button', { name: /^Notifications paused Ade/ })).toBeVisible();
});
