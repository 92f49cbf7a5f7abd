import { Reject } from '../../reject.ts';

/** A name as people see it: without space around it and without what cannot be seen; refused when nothing is left. */
export function visibleName(typed: string, field: string): string {
  const name = typed
    .normalize('NFC')
    .replace(/[\p{Cc}\u200b\u2028-\u202e\u2060-\u2069\ufeff]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (name === '') throw new Reject('invalid', `${field} must not be empty`, { field });
  return name;
}
