/** A command as it was typed: `/topic Lunch at noon`. */
export interface Typed {
  name: string;
  /** What follows the name. */
  rest: string;
}

const commandPattern = /^\/([\p{L}\p{N}_-]+)(?:\s+([\s\S]*))?$/u;

/** The command that a text is; null of any other text. A path (`/usr/bin`) and `//` are none. */
export function typedCommand(text: string): Typed | null {
  const match = commandPattern.exec(text.trim());
  return match && { name: match[1]!.toLowerCase(), rest: (match[2] ?? '').trim() };
}

/** What is said by a text that is no command: of two slashes at its start the first only says that it is none. */
export function unescaped(text: string): string {
  return text.startsWith('//') && typedCommand(text.replace(/^\/+/, '/')) ? text.slice(1) : text;
}

/** How one types what was said, so that it says the same again. */
export function asTyped(text: string, thirdPerson = false): string {
  if (thirdPerson) return `/me ${text}`;
  return typedCommand(text) || unescaped(text) !== text ? `/${text}` : text;
}
