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
