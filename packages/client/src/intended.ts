import type { Preference, Scheduled, Sidebar } from '@roost/protocol/entities';
import type { Reminder } from '@roost/protocol/reminder';
import { preferred, usualPreference, withChangedSection, withoutSection, withSection } from '@roost/protocol/sidebar';
import { moveReadPosition } from './membership.ts';
import type { ChannelPlace, OutboxEntry, WorkspaceState } from './types.ts';

/*
 * One's own things as one has left them oneself: with what waits in the outbox, which other devices and the server do not know yet. What
 * was refused does not count. Each answer keeps its identity while nothing in it changes, and is the replica's own when nothing waits.
 */

type Entry<N extends OutboxEntry['name']> = Extract<OutboxEntry, { name: N }>;

/** What of these commands waits in the outbox. */
export function waiting<N extends OutboxEntry['name']>(outbox: readonly OutboxEntry[], ...names: N[]): Entry<N>[] {
  return outbox.filter(
    (entry): entry is Entry<N> => entry.state.type !== 'failed' && (names as string[]).includes(entry.name),
  );
}

/** Remembers one answer per object that it was made from, for as long as the same entries wait. */
export function remembered<T extends object>() {
  const known = new WeakMap<object, { keys: string; answer: T }>();
  return (base: T, entries: readonly OutboxEntry[], make: () => T): T => {
    if (entries.length === 0) return base;
    const keys = entries.map(({ key }) => key).join();
    const last = known.get(base);
    if (last?.keys === keys) return last.answer;
    const answer = make();
    known.set(base, { keys, answer });
    return answer;
  };
}

const preferences = remembered<ReadonlyMap<string, Preference>>();

/** How one keeps channels. */
export function intendedPreferences(
  state: WorkspaceState,
  outbox: readonly OutboxEntry[],
): ReadonlyMap<string, Preference> {
  const entries = waiting(outbox, 'channel.prefer').filter(({ args }) => state.memberships.has(args.channel));
  return preferences(state.preferences, entries, () => {
    const after = new Map(state.preferences);
    for (const { args } of entries)
      after.set(args.channel, preferred(after.get(args.channel) ?? usualPreference(args.channel), args));
    return after;
  });
}

const sidebars = remembered<Sidebar>();

/** The headings of one's sidebar. */
export function intendedSidebar(state: WorkspaceState, outbox: readonly OutboxEntry[]): Sidebar {
  const entries = waiting(outbox, 'section.create', 'section.update', 'section.delete').filter(
    ({ args }) => args.workspace === state.id,
  );
  return sidebars(state.sidebar, entries, () =>
    entries.reduce<Sidebar>((sidebar, entry) => {
      switch (entry.name) {
        case 'section.create':
          return withSection(sidebar, { id: entry.args.section, name: entry.args.name });
        case 'section.update':
          return withChangedSection(sidebar, entry.args.section, entry.args);
        case 'section.delete':
          return withoutSection(sidebar, entry.args.section);
      }
    }, state.sidebar),
  );
}

/** One's last look at one's activity. */
export function intendedLook(state: WorkspaceState, outbox: readonly OutboxEntry[]): string | null {
  return waiting(outbox, 'activity.look')
    .filter(({ args }) => args.workspace === state.id)
    .reduce((now, { args }) => (now === null || args.at > now ? args.at : now), state.lookedAt);
}

const places = remembered<ReadonlyMap<string, ChannelPlace>>();

/** One's places in channels, with the read positions that were set to an instant. Several steps of one channel are one: back and forth is nothing. */
export function intendedPlaces(
  state: WorkspaceState,
  outbox: readonly OutboxEntry[],
): ReadonlyMap<string, ChannelPlace> {
  const entries = waiting(outbox, 'read.mark').filter(({ args }) => args.at !== undefined);
  const mine = entries.filter(({ args }) => state.memberships.has(args.channel));
  return places(state.memberships, mine, () => {
    const after = new Map(state.memberships);
    for (const channel of new Set(mine.map(({ args }) => args.channel))) {
      const place = state.memberships.get(channel)!;
      const readAt = mine
        .filter(({ args }) => args.channel === channel)
        .reduce((now, { args }) => (args.back || args.at! > now ? args.at! : now), place.readAt);
      after.set(channel, moveReadPosition(place, readAt, state.self.id, state.windows.get(channel)).place);
    }
    return after;
  });
}

const schedules = remembered<ReadonlyMap<string, Scheduled>>();

/** One's messages that wait for their time. */
export function intendedScheduled(
  state: WorkspaceState,
  outbox: readonly OutboxEntry[],
): ReadonlyMap<string, Scheduled> {
  const all = waiting(outbox, 'scheduled.create', 'scheduled.update', 'scheduled.send', 'scheduled.cancel');
  const made = new Set(all.filter((entry) => isMadeHere(state, entry)).map(({ args }) => args.scheduled));
  const entries = all.filter(({ args }) => made.has(args.scheduled) || state.scheduled.has(args.scheduled));
  return schedules(state.scheduled, entries, () => {
    const after = new Map(state.scheduled);
    for (const entry of entries) schedule(after, entry);
    return after;
  });
}

const isMadeHere = (state: WorkspaceState, { name, args }: ScheduleEntry): boolean =>
  name === 'scheduled.create' && state.memberships.has(args.channel);

type ScheduleEntry = Entry<'scheduled.create' | 'scheduled.update' | 'scheduled.send' | 'scheduled.cancel'>;

function schedule(after: Map<string, Scheduled>, entry: ScheduleEntry): void {
  const id = entry.args.scheduled;
  const known = after.get(id);
  if (entry.name === 'scheduled.create') {
    const { scheduled: _id, alsoToChannel, ...rest } = entry.args;
    if (!known) after.set(id, { id, rev: 0, ...rest, ...(alsoToChannel && { alsoToChannel }) });
  } else if (entry.name !== 'scheduled.update') after.delete(id);
  else if (known) {
    const { failed: _failed, ...kept } = known;
    const { text = known.text, at = known.at } = entry.args;
    after.set(id, { ...kept, text, at });
  }
}

const reminders = remembered<ReadonlyMap<string, Reminder>>();

/** Of what one wants to be reminded. A new one of a message is seen when the server has it; everything else at once. */
export function intendedReminders(
  state: WorkspaceState,
  outbox: readonly OutboxEntry[],
): ReadonlyMap<string, Reminder> {
  const all = waiting(outbox, 'reminder.set', 'reminder.clear');
  const noted = new Set(all.flatMap((entry) => (isNotedIn(state, entry) ? [entry.args.message] : [])));
  const entries = all.filter(({ args }) => noted.has(args.message) || state.reminders.has(args.message));
  return reminders(state.reminders, entries, () => {
    const after = new Map(state.reminders);
    for (const entry of entries) remind(after, entry);
    return after;
  });
}

type ReminderEntry = Entry<'reminder.set' | 'reminder.clear'>;

const isNotedIn = (state: WorkspaceState, entry: ReminderEntry): boolean =>
  entry.name === 'reminder.set' && entry.args.note?.workspace === state.id;

function remind(after: Map<string, Reminder>, entry: ReminderEntry): void {
  const { message } = entry.args;
  if (entry.name === 'reminder.clear') return void after.delete(message);
  const { at, note } = entry.args;
  const known = after.get(message) ?? { message, rev: 0, at, ...(note && { text: note.text }) };
  const { due: _due, ...kept }: Reminder = known;
  after.set(message, { ...kept, at });
}
