import type { Person } from './person.ts';
import { expect, test } from './world.ts';

const options = ({ page }: Person) => page.getByRole('listbox', { name: 'Suggestions' }).getByRole('option');

/** Types a command and has it done: what is done is gone from the composer. After a space Enter picks nothing that is offered. */
async function does(person: Person, typed: string): Promise<void> {
  await person.composer.fill(`${typed} `);
  await person.composer.press('Enter');
  await expect(person.composer).toHaveValue('');
}

test('commands are found, typed and carried out by keyboard, and what goes wrong loses nothing', async ({
  both: { sofia, ade },
}) => {
  const { page } = sofia;
  await sofia.composer.press('/');
  await expect(options(sofia).first()).toContainText('/me text');
  await page.keyboard.type('to');
  await expect(options(sofia)).toHaveText([/\/topic text/]);
  await page.keyboard.press('Tab');
  await expect(sofia.composer).toHaveValue('/topic ');
  await page.keyboard.type('Boats and tides');
  await page.keyboard.press('Enter');
  await expect(sofia.composer).toHaveValue('');
  for (const one of [sofia, ade])
    await expect(one.page.getByRole('main').getByText('Boats and tides').first()).toBeVisible();

  // In the third person, offline first.
  await sofia.hasAllParts();
  sofia.wire.cut();
  await does(sofia, '/me waves at @ade');
  await expect(page.locator('[data-pending]')).toContainText('Sofia waves at @Ade');
  sofia.wire.mend();
  const waves = ade.message('waves at');
  await expect(waves).toContainText('Sofia waves at @Ade');
  await expect(waves.locator('[data-message-text]')).toHaveCSS('font-style', 'italic');
  await expect(ade.page.getByRole('article', { name: /^Sofia waves at @Ade, / })).toBeVisible();
  await does(ade, '/shrug well');
  await sofia.sees('well ¯\\_(ツ)_/¯');

  // What is no command stays until one says what to do with it.
  await sofia.composer.fill('/lunch at noon');
  await sofia.composer.press('Enter');
  await expect(page.getByRole('alert')).toHaveText('There is no command /lunch.');
  await expect(sofia.composer).toHaveValue('/lunch at noon');
  await page.getByRole('button', { name: 'Send as a message' }).click();
  await ade.sees('/lunch at noon');
  await sofia.post('//lunch is over');
  await ade.sees('/lunch is over');
  await sofia.composer.fill('/remind stretch');
  await sofia.composer.press('Enter');
  await expect(page.getByRole('alert')).toContainText('When?');

  // A reminder that the server keeps, from the moment that one is online again.
  sofia.wire.cut();
  await sofia.composer.fill('/remind me to stretch tomorrow at 9');
  await expect(options(sofia)).toContainText(/at 9:00: stretch/);
  await sofia.composer.press('Enter');
  await expect(page.getByText(/You will be reminded .*9:00/)).toBeVisible();
  await page.getByRole('link', { name: /^Saved/ }).click();
  const note = page.getByRole('region', { name: 'Reminders' }).getByRole('article');
  await expect(note).toContainText('stretch');
  sofia.wire.mend();
  await expect(page.getByRole('status').filter({ hasText: /offline/i })).toHaveCount(0);
  await remindNow(sofia);
  await expect(page.getByText('Reminder: stretch')).toBeVisible();
  await expect(note).toContainText('Due');
  await note.getByRole('button', { name: 'Done' }).click();
  await expect(note).toHaveCount(0);
});

test('commands lead to people and channels, also from a thread and from the switcher', async ({
  both: { sofia, ade },
}) => {
  const { page } = sofia;
  await does(sofia, '/dm @ade Have you got a minute?');
  await expect(page.getByRole('heading', { level: 1, name: 'Ade' })).toBeVisible();
  await ade.page
    .getByRole('link', { name: /^Sofia/ })
    .first()
    .click();
  await ade.sees('Have you got a minute?');
  await does(ade, '/join #random');
  await ade.isIn('random');
  await ade.composer.fill('/leave');
  await ade.composer.press('Enter');
  await expect(ade.page.getByRole('button', { name: 'Join channel' })).toBeVisible();
  await ade.open('general');

  // In a thread: what is of the whole channel is not for there.
  await ade.post('Where is the plan?');
  await sofia.open('general');
  await sofia.message('Where is the plan?').focus();
  await page.keyboard.press('t');
  const reply = page.getByRole('textbox', { name: 'Reply…' });
  await reply.fill('/topic Lunch');
  await reply.press('Enter');
  await expect(page.getByRole('alert')).toContainText('not in a thread');
  await reply.fill('/me looks for it');
  await reply.press('Enter');
  await expect(reply).toHaveValue('');
  await expect(page.getByRole('complementary').getByText('looks for it')).toHaveCSS('font-style', 'italic');

  // From anywhere.
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('>ren');
  await expect(page.getByRole('option').first()).toContainText('/rename');
  await page.keyboard.press('Enter');
  await expect(sofia.composer).toBeFocused();
  await expect(sofia.composer).toHaveValue('/rename ');
  await page.keyboard.type('harbour');
  await page.keyboard.press('Enter');
  await expect(ade.page.getByRole('heading', { level: 1, name: 'harbour' })).toBeVisible();
  await does(sofia, '/status :palm_tree: On holiday until Friday');
  await expect(ade.page.getByText('On holiday').first()).toBeAttached();
  await does(sofia, '/mute');
  await expect(page.getByRole('link', { name: /^harbour, channel.*muted/ })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(page.getByRole('link', { name: /^harbour, channel.*muted/ })).toHaveCount(0);
});

/** The one reminder that there is, in a moment. */
async function remindNow(person: Person): Promise<void> {
  const origin = { origin: person.wire.url };
  const entry = await person.page.request.post('/api/v1/login.refresh', { data: {}, headers: origin });
  const { accessToken, workspace } = (await entry.json()) as { accessToken: string; workspace: { id: string } };
  const headers = { ...origin, authorization: `Bearer ${accessToken}` };
  const all = async () => {
    const answer = await person.page.request.post('/api/v1/workspace.snapshot', {
      headers,
      data: { workspace: workspace.id },
    });
    return ((await answer.json()) as { reminders: { message: string }[] }).reminders;
  };
  await expect.poll(async () => (await all()).length).toBe(1);
  const [{ message }] = (await all()) as [{ message: string }];
  const at = new Date(Date.now() + 500).toISOString().replace('Z', '000Z');
  const moved = await person.page.request.post('/api/v1/reminder.set', { headers, data: { message, at } });
  expect(moved.status(), await moved.text()).toBe(200);
}
