import { Reject } from '../reject.ts';
import { isOutage } from '../storage/outage.ts';

/** The same; but where the database cannot be reached it refuses as `unavailable` instead of failing as if something were broken. */
export function refusingInOutages<Asked extends unknown[], Answer>(
  work: (...asked: Asked) => Promise<Answer>,
): (...asked: Asked) => Promise<Answer> {
  return (...asked) => work(...asked).catch(refuse);
}

function refuse(error: unknown): never {
  if (!isOutage(error)) throw error;
  throw new Reject('unavailable', 'The database cannot be reached. Try again.', { retryAfterMs: 1_000 });
}
