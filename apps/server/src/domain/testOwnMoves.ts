import { toIso } from '@roost/protocol/time';
import { anywhere, attempt, names, one, words, type Dice, type Table } from './testTable.ts';
import type { TestPerson } from './testWorld.ts';

// Moves in what somebody keeps for themselves: how they keep channels, what they are about to write, what they send later.

const sections = ['G01JD3ZK5Q8XG7TR1', 'G01JD3ZK5Q8XG7TR2'];

export async function prefer(table: Table, who: TestPerson, dice: Dice): Promise<void> {
  const changes = [
    { starred: dice(2) === 0 },
    { muted: dice(2) === 0 },
    { level: one(['all', 'mentions', null] as const, dice) },
    { section: dice(3) === 0 ? null : one(sections, dice) },
  ];
  await attempt(table, who, 'channel.prefer', { channel: anywhere(table, dice), ...one(changes, dice) });
}

export async function arrange(table: Table, who: TestPerson, dice: Dice): Promise<void> {
  const { workspace } = table;
  const section = one(sections, dice);
  const moves = [
    () => attempt(table, who, 'section.create', { workspace, section, name: one(names, dice) }),
    () => attempt(table, who, 'section.update', { workspace, section, name: one(names, dice) }),
    () =>
      attempt(table, who, 'section.update', { workspace, section: 'channels', sort: one(['name', 'recent'], dice) }),
    () =>
      attempt(table, who, 'section.update', { workspace, section, before: one(['starred', 'directs', null], dice) }),
    () => attempt(table, who, 'section.delete', { workspace, section }),
  ];
  await one(moves, dice)();
}

const texts = ['yes', 'no', 'perhaps', 'perhaps not', ''];
const writers = ['S01JD3ZK5Q8XG7TR1', 'S01JD3ZK5Q8XG7TR2'];

export async function draft(table: Table, who: TestPerson, dice: Dice): Promise<void> {
  const inThread = table.focus.length > 0 && dice(3) === 0 ? one(table.focus, dice) : null;
  const place = inThread ? { channel: inThread.channel, threadRoot: inThread.id } : { channel: anywhere(table, dice) };
  const base = dice(3) > 0 ? 0 : 1_000_000;
  const answer = await attempt(table, who, 'draft.write', {
    ...place,
    text: one(texts, dice),
    ...(table.focus.length > 0 && dice(3) === 0 && { quote: { message: one(table.focus, dice).id, rev: 1 } }),
    base,
    by: one(writers, dice),
  });
  const other = answer?.draft.others[0];
  if (other) await attempt(table, who, 'draft.dismiss', { ...place, at: other.at });
}

const waiting = new Map<TestPerson, string[]>();
let schedules = 0;

export async function schedule(table: Table, who: TestPerson, dice: Dice): Promise<void> {
  const mine = (waiting.get(who) ?? []).slice(-3);
  const at = toIso(Date.now() * 1_000 + 3_600_000_000);
  if (mine.length === 0 || dice(3) === 0) {
    const scheduled = `Q${String(schedules++).padStart(16, '0')}`;
    const args = { scheduled, channel: anywhere(table, dice), text: one(words, dice), at };
    if (await attempt(table, who, 'scheduled.create', args)) waiting.set(who, [...mine, scheduled]);
    return;
  }
  const scheduled = one(mine, dice);
  const moves = [
    () => attempt(table, who, 'scheduled.update', { scheduled, text: `${one(words, dice)} ${dice(9)}` }),
    () => attempt(table, who, 'scheduled.cancel', { scheduled }),
    () => attempt(table, who, 'scheduled.send', { scheduled }),
  ];
  await one(moves, dice)();
}
