import { Reject } from '../../reject.ts';
import type { PersonPlace } from './sql.ts';

/** Where a list of people by name goes on, as the caller gets it. */
export function pageEnd(last: PersonPlace | null): string | null {
  return last && `${last.id}${last.name}`;
}

/** The same, read back. */
export function placeAfter(next: string | undefined): PersonPlace | null {
  if (next === undefined) return null;
  const match = /^(U[0-9A-HJKMNP-TV-Z]{16})([^\0]*)$/.exec(next);
  if (!match) throw new Reject('invalid', 'args.after is not where a page ended.', { field: 'args.after' });
  return { id: match[1]!, name: match[2]! };
}
