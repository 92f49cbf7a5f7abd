import { Reject } from '../../reject.ts';
import type { WorkspaceRules } from '../members/rules.ts';
import { HIDDEN, lookOf } from '../names.ts';

const LONGEST = 32;

/** What one types after `@`: made from a name, and unlike every handle that is taken. */
export function handleFor(name: string, isTaken: (handle: string) => boolean): string {
  const stem = plain(name) || 'user';
  for (let n = 1; ; n++) {
    const ending = n === 1 ? '' : String(n);
    const handle = cut(stem, LONGEST - ending.length) + ending;
    if (!isTaken(handle)) return handle;
  }
}

/** Never in the middle of a character: half of one is no text that the database takes. */
function cut(text: string, longest: number): string {
  return text.slice(0, longest).replace(/[\ud800-\udbff]$/, '');
}

/** Letters and digits of any script, in lower case and without accents; words are joined with a dot. */
function plain(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}]+/gu, '.')
    .replace(/^\.+|\.+$/g, '');
}

/** What `@` means already where no person stands behind it. */
const RESERVED: ReadonlySet<string> = new Set(['channel', 'here', 'everyone']);
const HANDLE = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}._-]*[\p{L}\p{M}\p{N}])?$/u;

/** A handle that somebody typed, as it is kept: lower case, letters and digits of any script, with . - _ between them. */
export function typedHandle(typed: string): string {
  const handle = typed.toWellFormed().normalize('NFKC').replace(HIDDEN, '').trim().replace(/^@+/, '').toLowerCase();
  const field = { field: 'args.handle' };
  if (handle.length > LONGEST) throw new Reject('invalid', 'The handle is too long.', field);
  if (!HANDLE.test(handle))
    throw new Reject('invalid', 'A handle is made of letters and digits, with . - _ between.', field);
  return handle;
}

/** A handle as it is compared: by what it looks like, whatever its case, width, accents, script and invisible characters. */
export function handleKeyOf(handle: string): string {
  return lookOf(handle.normalize('NFKD').replace(HIDDEN, '').replace(/\p{M}/gu, ''));
}

/** Whether a handle means somebody or something in the workspace already, or looks as if it did. */
export function takenHandles(
  { users, groups }: Pick<WorkspaceRules, 'users' | 'groups'>,
  except?: string,
): (handle: string) => boolean {
  const taken = new Set(RESERVED);
  for (const { handle } of users.values()) taken.add(handleKeyOf(handle));
  for (const { id, handle } of groups.values()) if (id !== except) taken.add(handleKeyOf(handle));
  return (handle) => taken.has(handleKeyOf(handle));
}
