import { password } from './beginnings.ts';
import type { Person } from './person.ts';
import { expect, test } from './world.ts';

/** The same person on another device. */
async function signIn(person: Person, who: Person): Promise<void> {
  await person.page.goto('/signin');
  await person.page.getByLabel('E-mail').fill(who.email);
  await person.page.getByLabel('Password', { exact: true }).fill(password);
  await person.page.getByRole('button', { name: 'Sign in' }).click();
  await person.isIn('general');
}

test('what one has begun to write goes on on another device, and two that write at once lose nothing', async ({
  both: { sofia, ade },
  person,
}) => {
  const laptop = await person('SofiaLaptop');
  await signIn(laptop, sofia);
  await sofia.composer.fill('I think that we');
  await expect(laptop.composer).toHaveValue('I think that we');

  // Elsewhere in the workspace it is a pencil.
  await laptop.page.goto(laptop.page.url().replace(/\/c\/.*/, '/saved'));
  await expect(laptop.page.getByRole('link', { name: /^general, channel.*draft/ })).toBeVisible();
  await laptop.open('general');

  // Both write, one of them without a network.
  laptop.wire.cut();
  await laptop.composer.fill('I think that we should wait');
  await sofia.composer.fill('I think that we may begin');
  await expect(laptop.composer).toHaveValue('I think that we should wait');
  await sofia.page.reload();
  await expect(sofia.composer).toHaveValue('I think that we may begin');
  laptop.wire.mend();
  const offer = sofia.page.getByRole('group', { name: 'A draft from another device' });
  await expect(offer).toBeVisible({ timeout: 20_000 });
  // Whichever came to the server last is there, and the other is offered.
  const written = ['I think that we may begin', 'I think that we should wait'];
  const shown = await sofia.composer.inputValue();
  const [offered, ...others] = written.filter((text) => text !== shown);
  expect(others).toEqual([]);
  await expect(offer).toContainText(offered!);
  await offer.getByRole('button', { name: 'Put in' }).click();
  await expect(offer).toBeHidden();
  await expect(sofia.composer).toBeFocused();
  await expect(sofia.composer).toHaveValue(`${offered}\n${shown}`);
  await sofia.composer.fill('I think that we may begin');
  await sofia.composer.press('Enter');
  await ade.sees('I think that we may begin');
  await expect(laptop.composer).toHaveValue('');
  await expect(laptop.page.getByRole('group', { name: 'A draft from another device' })).toHaveCount(0);

  // What is quoted is a part of it.
  await ade.post('Let us begin at nine');
  await sofia.message('Let us begin at nine').click({ button: 'right' });
  await sofia.page.getByRole('menuitem', { name: 'Quote' }).click();
  const quoted = laptop.page.getByRole('main').locator('[data-region="composer"] [data-quote]');
  await expect(quoted).toContainText('Let us begin at nine');
  await laptop.page.getByRole('button', { name: 'Send later' }).click();
  await laptop.page.getByRole('menuitem', { name: /^Monday at 9/ }).click();
  await expect(quoted).toHaveCount(0);
  await expect(sofia.page.getByRole('main').locator('[data-region="composer"] [data-quote]')).toHaveCount(0);
  await laptop.page.getByRole('link', { name: 'See all' }).click();
  await expect(laptop.page.getByRole('main').getByRole('article', { name: '#general' })).toContainText(
    'Let us begin at nine',
  );
});

test('a message that is written now is sent later, once, also when the server was killed meanwhile', async ({
  both: { sofia, ade },
  server,
}) => {
  const { page } = sofia;
  // By the menu beside Send; taken back by the notice, the text is there again.
  await sofia.composer.fill('Good morning @ade');
  await page.getByRole('button', { name: 'Send later' }).click();
  await page.getByRole('menuitem', { name: /^Monday at 9/ }).click();
  await expect(sofia.composer).toHaveValue('');
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(sofia.composer).toHaveValue('Good morning @ade');

  // With a day and a time of one's own, and without a network.
  sofia.wire.cut();
  await page.getByRole('button', { name: 'Send later' }).click();
  await page.getByRole('menuitem', { name: 'Date and time…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Send later' });
  await dialog.getByLabel('Date').fill('2020-01-01');
  await expect(dialog.getByRole('button', { name: 'Schedule' })).toBeDisabled();
  const nextYear = `${new Date().getFullYear() + 1}-01-02`;
  await dialog.getByLabel('Date').fill(nextYear);
  await dialog.getByLabel('Time').fill('08:30');
  await dialog.getByRole('button', { name: 'Schedule' }).click();
  await page.getByRole('link', { name: 'See all' }).click();
  const waiting = page.getByRole('main').getByRole('article', { name: '#general' });
  await expect(waiting).toContainText('Good morning @ade');
  await expect(waiting).toContainText('8:30');
  await expect(page.getByRole('link', { name: 'Drafts & scheduled, 1 waiting' })).toBeVisible();
  sofia.wire.mend();

  // Edited, and sent at its time after a power cut.
  await waiting.getByRole('button', { name: 'Edit text' }).click();
  await page.getByLabel('Message', { exact: true }).fill('Good morning, all');
  await page.getByRole('button', { name: 'Save' }).click();
  await expect(waiting).toContainText('Good morning, all');
  await expect(page.getByRole('status').filter({ hasText: /offline/i })).toHaveCount(0);
  await bringForward(sofia);
  await server.kill();
  await server.up();
  await ade.sees('Good morning, all');
  await expect(waiting).toHaveCount(0);
  await expect(page.getByText('Nothing is scheduled')).toBeVisible();
  expect((await ade.texts()).filter((text) => text === 'Good morning, all')).toHaveLength(1);

  // From anywhere: G, then D.
  await sofia.open('general');
  await sofia.composer.fill('Half a thought');
  await sofia.messages.first().focus();
  await page.keyboard.press('g');
  await page.keyboard.press('d');
  await expect(page.getByRole('heading', { level: 1, name: 'Drafts & scheduled' })).toBeVisible();
  await page.getByRole('tab', { name: 'Drafts' }).click();
  const draft = page.getByRole('main').getByRole('article', { name: '#general' });
  await expect(draft).toContainText('Half a thought');
  await draft.getByRole('button', { name: 'Delete' }).click();
  await expect(page.getByText('No drafts')).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await expect(draft).toContainText('Half a thought');
});

test('one is reminded of a message on every device, and says when again', async ({ both: { sofia, ade }, person }) => {
  await ade.post('Please look at the plan');
  await sofia.sees('Please look at the plan');
  const laptop = await person('SofiaLaptop', { colorScheme: 'dark' });
  await signIn(laptop, sofia);

  await sofia.message('Please look at the plan').focus();
  await sofia.page.keyboard.press('m');
  const dialog = sofia.page.getByRole('dialog', { name: 'Remind me' });
  await dialog.getByRole('button', { name: 'In 20 minutes' }).click();
  await expect(dialog).toBeHidden();
  const { headers, workspace } = await signedInAs(sofia);
  const snapshot = async () => {
    const answer = await sofia.page.request.post('/api/v1/workspace.snapshot', { headers, data: { workspace } });
    return ((await answer.json()) as { reminders: { message: string }[] }).reminders;
  };
  await expect.poll(async () => (await snapshot()).length).toBe(1);
  const [{ message }] = (await snapshot()) as [{ message: string }];
  const at = new Date(Date.now() + 1_500).toISOString().replace('Z', '000Z');
  await sofia.page.request.post('/api/v1/reminder.set', { headers, data: { message, at } });

  for (const { page } of [sofia, laptop]) await expect(page.getByText('You wanted to be reminded')).toBeVisible();
  await expect(ade.page.getByText('You wanted to be reminded')).toHaveCount(0);
  await expect(sofia.page.getByRole('link', { name: 'Saved, 1 reminder due' })).toBeVisible();
  await laptop.page.getByRole('button', { name: 'Show', exact: true }).click();
  const card = laptop.page.getByRole('region', { name: 'Reminders' }).getByRole('article');
  await expect(card).toContainText('Please look at the plan');
  await expect(card).toContainText('Due');
  await card.getByRole('button', { name: 'Another time' }).click();
  await laptop.page.getByRole('button', { name: /^Tomorrow at/ }).click();
  await expect(sofia.page.getByRole('link', { name: 'Saved, 1 reminder due' })).toHaveCount(0);
  await expect(card).toContainText('Reminder for');
  await card.getByRole('button', { name: 'Done' }).click();
  await expect(card).toHaveCount(0);
});

async function signedInAs(person: Person) {
  const headers = { origin: person.wire.url };
  const entry = await person.page.request.post('/api/v1/login.refresh', { data: {}, headers });
  const { accessToken, workspace } = (await entry.json()) as { accessToken: string; workspace: { id: string } };
  return { headers: { ...headers, authorization: `Bearer ${accessToken}` }, workspace: workspace.id };
}

/** Nobody waits until next year: the one message that waits is for two seconds from now. */
async function bringForward(person: Person): Promise<void> {
  const headers = { origin: person.wire.url };
  const entry = await person.page.request.post('/api/v1/login.refresh', { data: {}, headers });
  const { accessToken, workspace } = (await entry.json()) as { accessToken: string; workspace: { id: string } };
  const signedIn = { headers: { ...headers, authorization: `Bearer ${accessToken}` } };
  const waiting = async () => {
    const answer = await person.page.request.post('/api/v1/workspace.snapshot', {
      ...signedIn,
      data: { workspace: workspace.id },
    });
    return ((await answer.json()) as { scheduled: { id: string; text: string }[] }).scheduled;
  };
  await expect.poll(async () => (await waiting()).map(({ text }) => text)).toEqual(['Good morning, all']);
  const [one] = await waiting();
  const at = new Date(Date.now() + 2_000).toISOString().replace('Z', '000Z');
  const moved = await person.page.request.post('/api/v1/scheduled.update', {
    ...signedIn,
    data: { scheduled: one!.id, at },
  });
  expect(moved.status(), await moved.text()).toBe(200);
}
