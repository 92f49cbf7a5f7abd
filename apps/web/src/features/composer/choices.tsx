import { findThread, findWindow } from '@roost/client/selectors';
import type { Channel, Group, User } from '@roost/protocol/entities';
import { AtSign, Hash, Lock, UsersRound } from 'lucide-react';
import type { useTranslations } from 'use-intl';
import type { CommandOffer, Commands } from '../../message/commands.ts';
import { typedCommand } from '../../message/slash.ts';
import { channelOf } from '../../sync/channels.ts';
import type { RoostState } from '../../sync/state.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import type { EmojiTable } from '../../ui/emoji/emojiTable.ts';
import { SuggestionList } from '../../ui/SuggestionList.tsx';
import type { Suggestion } from '../../ui/Suggestions.tsx';
import { caretRect } from './caretRect.ts';
import { matchRank } from './trigger.ts';
import styles from './Composer.module.css';

// What the list over the caret offers, fetched after the first screen.

export interface Choice extends Suggestion {
  /** What replaces the sign and the query. */
  insert: string;
  /** Typed so far, it is all that is needed. */
  whole?: string;
}

const mostChoices = 8;
const mostMany = 4;

/** Who is near to what is being written, from the nearest: the thread, the channel, those with whom one spoke last. */
export interface Circles {
  thread: ReadonlySet<string>;
  channel: ReadonlySet<string>;
  recent: ReadonlySet<string>;
  /** A channel, whose members are not all known for sure; in a direct one nobody else reads. */
  isDirect: boolean;
  /** All who are in the channel are in `channel`. */
  isWhole: boolean;
}

interface Where {
  workspaceId: string;
  channelId: string;
  root: string | undefined;
  /** A page of who is in the channel, once that is known. */
  members: ReadonlySet<string> | null;
}

export function circlesOf(state: RoostState, { workspaceId, channelId, root, members }: Where): Circles {
  const channel = channelOf(state, channelId);
  const thread = root === undefined ? undefined : findThread(state, root);
  const repliers = [thread?.root, ...(thread?.messages ?? [])].flatMap((message) => message?.author ?? []);
  const authors = findWindow(state, channelId)?.messages.map(({ author }) => author) ?? [];
  const count = state.replica.workspaces.get(workspaceId)?.memberships.get(channelId)?.memberCount;
  return {
    thread: new Set(repliers),
    channel: new Set([...(channel?.users ?? []), ...(members ?? authors)]),
    recent: new Set(recentPeople(state, workspaceId)),
    isDirect: channel?.kind === 'direct',
    isWhole: members !== null && members.size === count,
  };
}

/** Those of the ten latest direct conversations. */
function recentPeople(state: RoostState, workspaceId: string): string[] {
  const workspace = state.replica.workspaces.get(workspaceId);
  if (!workspace) return [];
  return [...workspace.memberships.values()]
    .filter(
      ({ channel, lastMessageAt }) => workspace.channels.get(channel)?.kind === 'direct' && lastMessageAt !== null,
    )
    .sort((a, b) => (a.lastMessageAt! > b.lastMessageAt! ? -1 : 1))
    .slice(0, 10)
    .flatMap(({ channel }) => workspace.channels.get(channel)?.users ?? []);
}

interface Wanted {
  users: readonly User[];
  groups: readonly Group[];
  query: string;
  circles: Circles;
  words: ReturnType<typeof useTranslations<'composer'>>;
}

/** People, the nearest first, and after them what means many. What only contains the query comes behind what begins with it. */
export function peopleFor({ users, groups, query, circles, words }: Wanted): Choice[] {
  const distance = ({ id }: User) =>
    circles.thread.has(id) ? 0 : circles.channel.has(id) ? 1 : circles.recent.has(id) ? 2 : 3;
  const people = ranked(
    users,
    (user) => {
      const rank = matchRank(query, user.name, user.handle);
      return rank < 0 ? rank : (rank === 2 ? 100 : 0) + distance(user) * 10 + rank;
    },
    (user) => user.name,
  ).map((user) => ({
    id: user.id,
    icon: <Avatar id={user.id} name={user.name} size={20} />,
    label: user.name,
    detail: isOutside(user, circles) ? words('outside', { handle: user.handle }) : `@${user.handle}`,
    insert: `@${user.handle}`,
  }));
  const many = circles.isDirect
    ? []
    : [...manyFor(query, words), ...groupsFor(groups, query, words)].slice(0, mostMany);
  return [...people.slice(0, mostChoices - many.length), ...many];
}

function isOutside({ id, kind }: User, { channel, isWhole, isDirect }: Circles): boolean {
  return kind === 'person' && (isWhole || isDirect) && !channel.has(id);
}

function groupsFor(groups: readonly Group[], query: string, words: Wanted['words']): Choice[] {
  return ranked(
    groups.filter(({ disabled }) => !disabled),
    (group) => matchRank(query, group.name, group.handle),
    (group) => group.name,
  ).map((group) => ({
    id: group.id,
    icon: <UsersRound />,
    label: group.name,
    detail: words('groupOf', { handle: group.handle, count: group.users.length }),
    insert: `@${group.handle}`,
  }));
}

function manyFor(query: string, words: Wanted['words']): Choice[] {
  const all = [
    { id: 'channel', icon: <AtSign />, label: '@channel', detail: words('everybody'), insert: '@channel' },
    { id: 'here', icon: <AtSign />, label: '@here', detail: words('everybodyHere'), insert: '@here' },
  ];
  return all.filter(({ id }) => matchRank(query, id) === 0 || (id === 'channel' && matchRank(query, 'everyone') === 0));
}

export function channelsFor(channels: readonly Channel[], query: string): Choice[] {
  const named = channels.filter((channel) => channel.name !== null && !channel.archivedAt);
  return ranked(
    named,
    (channel) => matchRank(query, channel.name!),
    (channel) => channel.name!,
  )
    .slice(0, mostChoices)
    .map((channel) => ({
      id: channel.id,
      icon: channel.kind === 'private' ? <Lock /> : <Hash />,
      label: channel.name!,
      detail: channel.topic || undefined,
      insert: `#${channel.name}`,
    }));
}

export function emojiFor(emoji: EmojiTable | undefined, query: string): Choice[] {
  return (emoji?.search(query, mostChoices) ?? []).map(({ emoji: character, shortcode }) => ({
    id: shortcode,
    icon: character,
    label: `:${shortcode}:`,
    insert: character,
  }));
}

/** Commands that are called so. */
export function commandsFor(commands: Commands, query: string): Choice[] {
  return commands.offers(query).map(toChoice);
}

/** What the command does that is being typed. */
export function hintFor(commands: Commands, text: string): Choice[] {
  const typed = typedCommand(text);
  const offer = typed && commands.hint(typed);
  return offer ? [toChoice(offer)] : [];
}

function toChoice({ name, icon, usage, about, takes }: CommandOffer): Choice {
  const whole = takes === 'something' ? {} : { whole: name };
  const label = (
    <>
      /{name}
      <span className={styles.takes}>{usage.slice(name.length + 1)}</span>
    </>
  );
  return { id: name, icon, label, detail: about, insert: `/${name}`, ...whole };
}

function ranked<T>(all: readonly T[], rank: (one: T) => number, name: (one: T) => string): T[] {
  return all
    .map((one) => ({ one, rank: rank(one) }))
    .filter(({ rank: place }) => place >= 0)
    .sort((a, b) => a.rank - b.rank || name(a.one).localeCompare(name(b.one)))
    .map(({ one }) => one);
}

/** All of this, for who fetches it. */
export interface Offers {
  circlesOf: typeof circlesOf;
  peopleFor: typeof peopleFor;
  channelsFor: typeof channelsFor;
  emojiFor: typeof emojiFor;
  commandsFor: typeof commandsFor;
  hintFor: typeof hintFor;
  caretRect: typeof caretRect;
  SuggestionList: typeof SuggestionList;
}

export { caretRect, SuggestionList };
