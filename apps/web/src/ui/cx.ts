/** Joins class names, leaving out whatever is not a string. */
export function cx(...names: ReadonlyArray<string | false | null | undefined>): string {
  return names.filter((name) => typeof name === 'string' && name !== '').join(' ');
}
