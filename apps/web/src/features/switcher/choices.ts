import type { ChannelPlace } from '@roost/client/types';
import type { Channel, User } from '@roost/protocol/entities';
import type { ReactNode } from 'react';
import { match, type Match } from './match.ts';

/** Something that one can do from the switcher. */
export interface Action {
  id: string;
  label: string;
  /** What it does, where the label does not say so. */
  detail?: string;
  icon: ReactNode;
  act: () => void;
}

/** A conversation as it can be chosen. */
export interface Conversation {
  channel: Channel;
  /** What it is called; a direct one after its people. */
  name: string;
  membership: ChannelPlace | undefined;
  isUnread: boolean;
  mentions: number;
}

export type Choice = { key: string; marks: Match['marks'] } & (
  | { type: 'conversation'; conversation: Conversation }
  | { type: 'person'; person: User }
  | { type: 'action'; action: Action }
);

export interface Choices {
  places: readonly Choice[];
  actions: readonly Choice[];
}

export interface Known {
  conversations: readonly Conversation[];
  people: readonly User[];
  actions: readonly Action[];
}

const mostPlaces = 9;
const mostActions = 5;

/**
 * What the switcher offers for what was typed. With nothing typed: what is unread, then what was written in lately. `#` asks for channels
 * alone, `@` for people, `>` for actions.
 */
export function choicesFor(typed: string, known: Known): Choices {
  const sign = /^[#@>]/.exec(typed.trimStart())?.[0];
  const query = sign ? typed.trimStart().slice(1) : typed;
  const isEmpty = query.trim() === '';
  if (isEmpty && !sign) return { places: recent(known.conversations), actions: [] };
  const places =
    sign === '>'
      ? []
      : [...conversations(sign, query, known.conversations), ...people(sign, query, known)].sort(byRank);
  const actions = sign === '#' || sign === '@' ? [] : ranked(known.actions, query, ({ label }) => label).sort(byRank);
  return {
    places: places.slice(0, mostPlaces).map(({ choice }) => choice),
    actions: actions.slice(0, sign ? undefined : mostActions).map(({ choice }) => choice),
  };
}

interface Ranked {
  rank: number;
  /** Among equals the later comes first. */
  at: string;
  name: string;
  choice: Choice;
}

function byRank(a: Ranked, b: Ranked): number {
  return a.rank - b.rank || (a.at === b.at ? a.name.localeCompare(b.name) : a.at < b.at ? 1 : -1);
}

const lastIn = ({ membership }: Conversation): string => membership?.lastMessageAt ?? '';

function recent(conversations: readonly Conversation[]): Choice[] {
  const weight = (one: Conversation) => (one.mentions > 0 ? 2 : one.isUnread ? 1 : 0);
  return conversations
    .filter(({ membership, channel }) => membership && !channel.archivedAt)
    .sort((a, b) => weight(b) - weight(a) || (lastIn(a) < lastIn(b) ? 1 : -1))
    .slice(0, mostPlaces)
    .map((conversation) => ({ type: 'conversation', key: conversation.channel.id, marks: [], conversation }));
}

function conversations(sign: string | undefined, query: string, all: readonly Conversation[]): Ranked[] {
  return all.flatMap((conversation) => {
    const { channel, name, membership } = conversation;
    const isDirect = channel.kind === 'direct';
    // A conversation with one person is found as that person.
    if ((sign === '#' && isDirect) || (sign === '@' && !isDirect) || (isDirect && (channel.users?.length ?? 0) <= 2))
      return [];
    const found = match(name, query.replace(/^#/, ''));
    if (!found) return [];
    // What one is in comes before what one could join, and that before what is over.
    const rank = found.rank * 3 + (channel.archivedAt ? 2 : membership ? 0 : 1);
    const choice: Choice = { type: 'conversation', key: channel.id, marks: found.marks, conversation };
    return [{ rank, at: lastIn(conversation), name, choice }];
  });
}

function people(sign: string | undefined, query: string, { people: all, conversations: open }: Known): Ranked[] {
  if (sign === '#') return [];
  const lastWith = new Map(
    open.flatMap((one) => {
      const users = one.channel.kind === 'direct' ? (one.channel.users ?? []) : [];
      return users.length <= 2 ? users.map((user) => [user, lastIn(one)] as const) : [];
    }),
  );
  return all.flatMap((person) => {
    if (person.left) return [];
    const byName = match(person.name, query);
    const byHandle = byName ? null : match(person.handle, query);
    if (!byName && (!byHandle || byHandle.rank === 3)) return [];
    const rank = (byName ?? byHandle)!.rank * 3;
    const choice: Choice = { type: 'person', key: person.id, marks: byName?.marks ?? [], person };
    return [{ rank, at: lastWith.get(person.id) ?? '', name: person.name, choice }];
  });
}

function ranked(actions: readonly Action[], query: string, labelOf: (action: Action) => string): Ranked[] {
  return actions.flatMap((action) => {
    const found = match(labelOf(action), query);
    if (!found || found.rank === 3) return [];
    const choice: Choice = { type: 'action', key: action.id, marks: found.marks, action };
    return [{ rank: found.rank, at: '', name: labelOf(action), choice }];
  });
}
