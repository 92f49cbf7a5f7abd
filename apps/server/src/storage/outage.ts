/** postgres.js's and Node's names for a connection that failed. */
export const CONNECTION_LOST = /^(CONNECTION_\w+|CONNECT_TIMEOUT|E(?!RR_)[A-Z]+)$/;

/** PostgreSQL: the connection failed; it is stopping, has crashed, or starts; it has no room. */
const STATES = /^(08\d{3}|57P0[123]|53300)$/;

/**
 * Whether the database could not be reached, or was going: nothing of ours is wrong, and the same may succeed in a moment. Of a
 * transaction that was under way it says nothing.
 */
export function isOutage(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' && (CONNECTION_LOST.test(code) || STATES.test(code));
}
