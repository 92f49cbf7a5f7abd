import type { Event } from '@roost/protocol/events';
import { limits } from '@roost/protocol/limits';
import type { Value } from '@roost/protocol/registry';

/** What the server said, and what has come since: an answer may be older than events that came before it. */
export interface News {
  count: number;
  newest: string;
  seq: number;
  since: readonly Pick<Event, 'seq' | 'at'>[];
}

export const noNews: News = { count: 0, newest: '', seq: 0, since: [] };

export const answered = (now: News, { count, newest, seq }: Value<'activity.news'>): News => ({
  count,
  newest: newest ?? '',
  seq,
  since: now.since.filter((event) => event.seq > seq),
});

export const heard = (now: News, { seq, at }: Event): News =>
  seq <= now.seq ? now : { ...now, since: [...now.since, { seq, at }].slice(-limits.activityNews) };

/** How much is newer than the last look. */
export function countOf({ count, newest, since }: News, lookedAt: string): number {
  return (newest > lookedAt ? count : 0) + since.filter(({ at }) => at > lookedAt).length;
}
