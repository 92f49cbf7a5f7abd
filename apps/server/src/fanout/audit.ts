import type { LoggedEvent } from '../log/item.ts';
import type { WorkspaceRules } from '../domain/members/rules.ts';
import { audienceOf, maySeeReplayed } from './audience.ts';
import type { Counters } from './counters.ts';
import type { OpenStream } from './openStream.ts';

/*
 * What the hub itself omits no counter on a connection can notice, because it was never sent. So one event in so many is checked
 * against the audience table, seat by seat; who would have been left out takes a resync. The counter must stay 0.
 */

export interface AuditDeps {
  rules: { ifLoaded(workspace: string): WorkspaceRules | undefined };
  counters: Counters;
  every: number;
  onMismatch: (stream: string, seq: number, user: string) => void;
}

/** Looks at every so-many-th event just before its lane could change. */
export function audit({
  rules,
  counters,
  every,
  onMismatch,
}: AuditDeps): (open: OpenStream, event: LoggedEvent) => void {
  let seen = 0;
  return (open, event) => {
    if (++seen % every !== 0) return;
    const known = rules.ifLoaded(open.stream);
    const audience = audienceOf(event);
    // An index that was read anew meanwhile is ahead of the event and says nothing about it.
    if (!known || known.seq !== event.seq || audience.type !== 'members') return;
    const lane = open.laneOf(audience.channel);
    for (const seat of open.seats) {
      if (!seat.user || (lane?.seats.has(seat) ?? false) === maySeeReplayed(event, seat.user, known)) continue;
      counters.auditMismatches++;
      onMismatch(open.stream, event.seq, seat.user);
      seat.reader.resync(seat, 'unknown');
    }
  };
}
