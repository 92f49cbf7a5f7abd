/** A refresh token's login, as far as rotation goes. Instants in milliseconds. */
export interface RotatingLogin {
  /** The newest refresh token that has been used. The first token of a login is number 1. */
  generation: number;
  /** When that was first used. */
  usedAtMs: number;
  lastSeenAtMs: number;
  ended: boolean;
}

/** What presenting a refresh token means. */
export type Presented =
  /** Its first use: it becomes the newest used one, and its successor is the answer. */
  | { type: 'first' }
  /** Used before, but its successor never was: the answer was lost, or a second tab asks. The same successor is the answer. */
  | { type: 'again' }
  /** Its successor was used a moment ago: the caller has an old cookie and should try with the newest. */
  | { type: 'pending' }
  /** Its successor was used long ago: one of the two who have had this token stole it. */
  | { type: 'reused' }
  | { type: 'ended' };

/** An old token is only refused, not taken for a stolen one, for this long after its successor's first use [A3]. */
export const PENDING_MS = 30_000;
/**
 * A login remembers only when the newest token was first used. Older ones are given the same time, as when somebody reloads a page
 * often, but only so many: else a thief who refreshes every few seconds would never be noticed.
 */
const MAX_BEHIND = 4;
/** A login that nobody uses for this long has ended. */
export const IDLE_MS = 90 * 24 * 3_600_000;

export function presentedTo(login: RotatingLogin, generation: number, nowMs: number): Presented {
  if (login.ended || nowMs - login.lastSeenAtMs > IDLE_MS) return { type: 'ended' };
  // Further ahead than one: a database that was restored has forgotten rotations. The token is ours, so it goes on from here.
  if (generation > login.generation) return { type: 'first' };
  if (generation === login.generation) return { type: 'again' };
  const lately = nowMs - login.usedAtMs < PENDING_MS && login.generation - generation <= MAX_BEHIND;
  return { type: lately ? 'pending' : 'reused' };
}
