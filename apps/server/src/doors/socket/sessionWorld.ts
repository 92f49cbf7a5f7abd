import type { Dispatch } from '../../domain/dispatch.ts';
import type { Identity } from '../../domain/identity.ts';
import type { MembershipIndex } from '../../domain/members/membershipIndex.ts';
import type { Counters } from '../../fanout/counters.ts';
import type { Gate } from '../../fanout/gate.ts';
import type { Hub } from '../../fanout/hub.ts';
import type { Presence } from '../../fanout/presence.ts';
import type { Typing } from '../../fanout/typing.ts';
import type { Backlog } from './backlog.ts';
import type { FrameRate } from './flood.ts';
import type { Resumer } from './resume.ts';
import type { Session } from './session.ts';

/** What sessions stand on; one for all of them. */
export interface SessionWorld {
  dispatch: Dispatch;
  authenticate: (token: string) => Promise<Identity>;
  rules: Pick<MembershipIndex, 'membershipsOf' | 'placesOf' | 'ifLoaded'>;
  gate: Pick<Gate, 'hold' | 'release' | 'track'>;
  hub: Pick<Hub, 'leave' | 'flushStream'>;
  resumer: Pick<Resumer, 'join'>;
  presence: Presence;
  typing: Typing;
  counters: Counters;
  frameRate: FrameRate;
  backlog: Backlog;
  /** Milliseconds since 1970. */
  now: () => number;
  /** The session presented a new token: its identity is now this one. */
  identified: (session: Session, identity: Identity) => void;
  /** The session is over, whoever ended it. */
  ended: (session: Session) => void;
  onBug: (error: unknown, about: { session: string; operation?: string }) => void;
}
