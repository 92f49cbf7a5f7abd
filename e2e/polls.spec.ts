import type { Locator } from '@playwright/test';
import type { Person } from './person.ts';
import { expect, test } from './world.ts';

async function ask(
  person: Person,
  where: Locator,
  question: string,
  answers: readonly string[],
  ticks: readonly string[] = [],
): Promise<void> {
  await where.getByRole('button', { name: 'Polls and priority' }).click();
  await person.page.getByRole('menuitem', { name: 'Create a poll' }).click();
  const dialog = person.page.getByRole('dialog', { name: 'Create a poll' });
  await dialog.getByLabel('Question').fill(question);
  for (const [at, answer] of answers.entries()) {
    await dialog.getByLabel(`Answer ${at + 1}`, { exact: true }).fill(answer);
    if (at + 1 < answers.length) await dialog.getByLabel(`Answer ${at + 1}`, { exact: true }).press('Enter');
  }
  for (const tick of ticks) await dialog.getByRole('checkbox', { name: tick }).check({ force: true });
  await dialog.getByRole('button', { name: 'Ask', exact: true }).click();
  await expect(dialog).toHaveCount(0);
}

test('a poll by name: asked, answered without a connection, changed, taken back and closed', async ({
  both: { sofia, ade },
}) => {
  await sofia.composer.fill('Where do we have lunch?');
  await ask(sofia, sofia.page.getByRole('main'), 'Where do we have lunch?', [
    'At the harbor',
    'In the park',
    'At my desk',
  ]);
  await expect(sofia.composer).toHaveValue('');
  const [hers, his] = [sofia, ade].map((person) => person.message('Where do we have lunch?'));
  const height = () => his!.evaluate((row) => row.getBoundingClientRect().height);
  await expect(his!.getByRole('radio')).toHaveCount(3);
  const before = await height();

  await ade.wire.cut();
  await his!.getByRole('radio', { name: 'In the park, 0 votes' }).click();
  await expect(his!.getByRole('radio', { name: 'In the park, 1 vote, 100%: You' })).toBeChecked();
  await expect(hers!.getByRole('radio', { name: 'In the park, 0 votes' })).toBeVisible();
  await ade.wire.mend();
  await expect(hers!.getByRole('radio', { name: 'In the park, 1 vote, 100%: Ade' })).toBeVisible({ timeout: 15_000 });

  await hers!.getByRole('radio', { name: 'At the harbor' }).focus();
  await sofia.page.keyboard.press('ArrowDown');
  await sofia.page.keyboard.press('Space');
  await expect(his!.getByRole('radio', { name: 'In the park, 2 votes, 100%: You, Sofia' })).toBeVisible();
  expect(await height()).toBe(before);
  await expect(hers!.getByText('2 people voted')).toBeVisible();

  await his!.getByRole('button', { name: 'Take back my vote' }).click();
  await expect(hers!.getByRole('radio', { name: 'In the park, 1 vote, 100%: You' })).toBeChecked();
  await expect(his!.getByRole('radio', { name: 'In the park' })).not.toBeChecked();

  await expect(his!.getByRole('button', { name: 'Close poll' })).toHaveCount(0);
  await hers!.getByRole('button', { name: 'Close poll' }).click();
  await sofia.page.getByRole('alertdialog').getByRole('button', { name: 'Close poll' }).click();
  await expect(his!.getByText('1 person voted · closed by Sofia')).toBeVisible();
  await expect(his!.getByRole('radio', { name: 'At my desk' })).toHaveAttribute('aria-disabled', 'true');
});

test('an anonymous poll in a thread, of which nobody else learns who chose what; and an urgent message that is acknowledged', async ({
  both: { sofia, ade },
}) => {
  await sofia.post('About the offsite');
  await ade.message('About the offsite').hover();
  await ade.page.getByRole('button', { name: 'Reply in thread' }).click();
  const heard: string[] = [];
  sofia.page.on('websocket', (socket) => socket.on('framereceived', ({ payload }) => heard.push(payload.toString())));
  await sofia.page.reload();
  const pane = ade.page.getByRole('complementary');
  await ask(ade, pane, 'Which days suit you?', ['Monday', 'Tuesday'], ['Several answers', 'Anonymous']);

  const his = pane.getByRole('article').filter({ hasText: 'Which days' });
  await his.getByRole('checkbox', { name: 'Monday' }).click();
  await his.getByRole('checkbox', { name: 'Tuesday' }).click();
  await expect(his.getByRole('checkbox', { name: 'Tuesday, 1 vote, 100%', exact: true })).toBeChecked();
  await sofia.message('About the offsite').getByRole('button', { name: '1 reply' }).click();
  const hers = sofia.page.getByRole('complementary').getByRole('article').filter({ hasText: 'Which days' });
  await expect(hers.getByRole('checkbox', { name: 'Monday, 1 vote, 100%', exact: true })).not.toBeChecked();
  await hers.getByRole('checkbox', { name: 'Monday' }).click();
  await expect(his.getByRole('checkbox', { name: 'Monday, 2 votes, 100%', exact: true })).toBeChecked();
  await ade.page.reload();
  await expect(his.getByRole('checkbox', { name: 'Tuesday, 1 vote, 50%', exact: true })).toBeChecked();
  const told = heard.filter((frame) => frame.includes('"poll.counted"'));
  expect(told.length).toBeGreaterThan(0);
  const events = told.flatMap(
    (frame) => (JSON.parse(frame) as { events?: { type: string; actor: unknown }[] }).events ?? [],
  );
  const counted = events.filter(({ type }) => type === 'poll.counted');
  for (const event of counted) expect(event).toMatchObject({ actor: null, data: { voters: expect.any(Number) } });
  expect(JSON.stringify(counted)).not.toMatch(/"U[0-9A-Z]{16}"/);

  await sofia.composer.fill('/poll Which color?');
  await sofia.composer.press('Enter');
  const asking = sofia.page.getByRole('dialog', { name: 'Create a poll' });
  await expect(asking.getByLabel('Question')).toHaveValue('Which color?');
  await asking.getByRole('button', { name: 'Cancel' }).click();
  await expect(sofia.composer).toHaveValue('/poll Which color?');

  const more = () => sofia.page.getByRole('main').getByRole('button', { name: 'Polls and priority' }).click();
  await more();
  await sofia.page.getByRole('menuitemradio', { name: 'Urgent' }).click();
  await more();
  await sofia.page.getByRole('menuitemcheckbox', { name: 'Ask for acknowledgement' }).click();
  await sofia.page.keyboard.press('Escape');
  await sofia.composer.fill('The power goes off at noon');
  await sofia.page.reload();
  await expect(sofia.page.getByText('asks for acknowledgement')).toBeVisible();
  await sofia.composer.press('Enter');
  await expect(sofia.page.getByText('asks for acknowledgement')).toHaveCount(0);
  const [sent, got] = [sofia, ade].map((person) => person.message('off at noon'));
  await expect(got!.getByText('Urgent', { exact: true })).toBeVisible();
  await expect(sent!.getByRole('button', { name: 'Acknowledge', exact: true })).toHaveCount(0);
  await sent!.getByRole('button', { name: 'Nobody has acknowledged yet' }).click();
  const who = sofia.page.getByRole('dialog', { name: 'Acknowledgements' });
  await who.getByRole('tab', { name: 'Not yet' }).click();
  await expect(who.getByRole('listitem')).toHaveText([/Ade/]);
  await got!.getByRole('button', { name: 'Acknowledge', exact: true }).focus();
  await ade.page.keyboard.press('Enter');
  await expect(got!.getByRole('button', { name: 'You acknowledged this' })).toBeFocused();
  await expect(who.getByText('Everybody has acknowledged.')).toBeVisible();
  await who.getByRole('tab', { name: 'Acknowledged 1' }).click();
  await expect(who.getByRole('listitem')).toHaveText([/Ade/]);
});
