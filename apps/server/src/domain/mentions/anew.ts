import type { Mentioned } from '@roost/protocol/mentioned';
import { channelMention, mentionedPeople, type Mentioning } from '@roost/protocol/text';

/** Whom an edit mentions for the first time, and whom the message has mentioned before. */
export interface Anew {
  before: Mentioned;
  users: string[];
  channel: boolean;
}

/** What is remembered for one message; whom an edit mentions beyond that is mentioned since the message was written. */
const MOST_PEOPLE = 1_000;

/**
 * Whom a text mentions whom the message has not mentioned yet, in any of its texts. Null where whom it mentions is what it was: then there
 * is nothing to remember. Nobody is remembered who is not in the channel: a text may name any ids.
 */
export function mentionedAnew(
  before: Mentioning & { createdAt: string; mentioned: Mentioned | null },
  after: Mentioning,
  isMember: (user: string) => boolean,
): Anew | null {
  const [was, is] = [meantBy(before), meantBy(after)];
  const isSame = was.channel === is.channel && was.users.join() === is.users.join();
  if (isSame && !before.mentioned) return null;
  const past = before.mentioned ?? [
    { at: before.createdAt, users: was.users.filter(isMember), ...(was.channel && { channel: true as const }) },
  ];
  if (past.some(({ channel }) => channel)) return { before: past, users: [], channel: false };
  const known = new Set(past.flatMap(({ users }) => users));
  const users = is.users.filter((user) => !known.has(user) && isMember(user));
  return { before: past, users: known.size + users.length > MOST_PEOPLE ? [] : users, channel: is.channel };
}

/** Whether it says something to somebody. */
export const isNews = ({ users, channel }: Anew): boolean => channel || users.length > 0;

/** As the message keeps it, with the instant of the edit. */
export function withAnew({ before, users, channel }: Anew, at: string): Mentioned {
  if (users.length === 0 && !channel) return before;
  return [...before, { at, users, ...(channel && { channel: true as const }) }];
}

function meantBy({ text, reached = [] }: Mentioning): { users: string[]; channel: boolean } {
  const users = new Set([...mentionedPeople(text), ...reached.flatMap((one) => one.users)]);
  return { users: [...users].sort(), channel: text.includes(channelMention) };
}
