import type { User } from '@roost/protocol/entities';
import { remembered, waiting } from './intended.ts';
import type { OutboxEntry, SelfIntent, WorkspaceState } from './types.ts';

const selves = remembered<User>();

/** Oneself as one has said last: status, being away, and until when nothing shall notify one. */
export function intendedSelf(state: WorkspaceState, outbox: readonly OutboxEntry[]): User {
  const entries = waiting(outbox, 'user.update').filter(({ args }) => args.user === state.self.id);
  return selves(state.self, entries, () => entries.reduce((self, { args }) => withSaid(self, args), state.self));
}

function withSaid({ status: before, away, quiet, ...self }: User, said: SelfIntent['args']): User {
  const status = said.status === undefined ? before : said.status;
  const until = said.pausedUntil === undefined ? quiet?.until : said.pausedUntil;
  const hours = quiet?.hours;
  return {
    ...self,
    ...(status && { status }),
    ...((said.away ?? away) && { away: true as const }),
    ...((until || hours) && { quiet: { ...(until && { until }), ...(hours && { hours }) } }),
  };
}
