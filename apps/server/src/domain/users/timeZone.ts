import { Reject } from '../../reject.ts';

/** A time zone as programs know it; none for the empty text. */
export function timeZoneOf(typed: string, field = 'args.timeZone'): string | undefined {
  const name = typed.trim();
  if (name === '') return undefined;
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    throw new Reject('invalid', 'There is no such time zone.', { field });
  }
}
