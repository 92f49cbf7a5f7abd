import { createHash } from 'node:crypto';

/** What a key was used for: equal for equal commands, whatever the order in which the fields were written. */
export function argsHash(name: string, args: unknown): string {
  return createHash('sha256')
    .update(`${name} ${canonical(args)}`)
    .digest('base64url');
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  fields.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${fields.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join(',')}}`;
}
