import { limits } from '@roost/protocol/limits';
import type { Value } from '@roost/protocol/registry';
import { Reject } from '../../reject.ts';
import { handleKeyOf } from '../users/handles.ts';
import { nameKeyOf, oneLine } from '../names.ts';
import type { IndexedUser, WorkspaceRules } from '../members/rules.ts';

export type LeftOut = Value<'channel.addMany'>['leftOut'][number];

/** Whom a list of people means: ids of users, each once, and what in it means nobody. */
export interface Meant {
  users: Set<string>;
  leftOut: LeftOut[];
}

const BETWEEN_WORDS = /[\s<>"()]+/;

/** What stands in a list that somebody typed or pasted: one a line, or with commas or semicolons between. */
export function namesIn(text: string): { addresses: string[]; names: string[] } {
  const addresses = new Set<string>();
  const names = new Set<string>();
  for (const part of text.split(/[\r\n\t,;]+/).map(oneLine)) {
    const found = part.split(BETWEEN_WORDS).filter(isAddress);
    if (found.length > 0) for (const address of found) addresses.add(address.toLowerCase());
    else for (const name of part.startsWith('@') ? part.split(' ') : [part]) if (name !== '') names.add(name);
  }
  const different = addresses.size + names.size;
  if (different > limits.membersAtOnce) {
    const detail = `These are ${different} names. At most ${limits.membersAtOnce} come at once.`;
    throw new Reject('too_large', detail, { field: 'args.people' });
  }
  return { addresses: [...addresses], names: [...names] };
}

/** Something, `@`, something. Found in one walk, however long the word is. */
function isAddress(word: string): boolean {
  const at = word.indexOf('@', 1);
  return at > 0 && at < word.length - 1;
}

/** Finds channels by their names. These are looked through for the first name that is asked for, and not again. */
export function channelsByName<C extends { name: string | null }>(
  all: () => Iterable<C>,
): (name: string) => C | undefined {
  let known: Map<string, C> | undefined;
  return (name) => (known ??= keyed(all())).get(nameKeyOf(name));
}

function keyed<C extends { name: string | null }>(channels: Iterable<C>): Map<string, C> {
  const known = new Map<string, C>();
  for (const channel of channels) {
    const key = channel.name === null ? null : nameKeyOf(channel.name);
    if (key !== null && !known.has(key)) known.set(key, channel);
  }
  return known;
}

/**
 * Finds people and groups by handle, people by their whole name, and all the people of a channel by `#name`: `channelCalled` gives the
 * same list for each of its spellings.
 */
export function meantBy(
  names: readonly string[],
  rules: Pick<WorkspaceRules, 'users' | 'groups'>,
  channelCalled: (name: string) => readonly string[] | undefined,
): Meant {
  let index: ReturnType<typeof indexOf> | undefined;
  const called = (what: string) => {
    index ??= indexOf(rules);
    return index.byHandle(what) ?? index.byName(what);
  };
  const meant: Meant = { users: new Set(), leftOut: [] };
  // A channel or a group can be named in many ways, and have many people.
  const met = new Set<readonly string[]>();
  for (const what of names) {
    const users = what.startsWith('#') ? channelCalled(what.slice(1)) : called(what);
    if (users === undefined) meant.leftOut.push({ what, why: 'unknown' });
    else if (users === 'several') meant.leftOut.push({ what, why: 'several' });
    else if (!met.has(users)) {
      met.add(users);
      for (const user of users) meant.users.add(user);
    }
  }
  return meant;
}

function indexOf({ users, groups }: Pick<WorkspaceRules, 'users' | 'groups'>) {
  const handles = new Map<string, readonly string[]>();
  const names = new Map<string, string[]>();
  // Who is here goes before who has left under the same name.
  const all = [...users.values()].sort((a, b) => Number(a.left ?? false) - Number(b.left ?? false));
  for (const { id, handle, name, left } of all) {
    const key = handleKeyOf(handle);
    if (!handles.has(key)) handles.set(key, [id]);
    const same = names.get(nameKeyOf(name)) ?? [];
    if (!left || same.length === 0) names.set(nameKeyOf(name), [...same, id]);
  }
  for (const { handle, users: people, disabled } of groups.values())
    if (!disabled) handles.set(handleKeyOf(handle), people);
  return {
    byHandle: (typed: string) => handles.get(handleKeyOf(typed.replace(/^@/, ''))),
    byName: (typed: string) => {
      const found = names.get(nameKeyOf(typed));
      return found && found.length > 1 ? ('several' as const) : found;
    },
  };
}

/** Why somebody cannot be added, or null. */
export function whyNot(user: IndexedUser | undefined, mayAddGuests: boolean): LeftOut['why'] | null {
  if (!user || user.left) return 'gone';
  return user.role === 'guest' && !mayAddGuests ? 'guest' : null;
}
