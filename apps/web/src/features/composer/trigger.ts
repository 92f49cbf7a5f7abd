import { typedCommand } from '../../message/slash.ts';

/** What the characters before the caret ask for: people, channels, emoji or commands whose name begins so, or how a command goes on. */
export interface Trigger {
  kind: 'user' | 'channel' | 'emoji' | 'command' | 'hint';
  query: string;
  /** Where the sign stands; the choice replaces from here to the caret. */
  from: number;
}

const kinds = { '@': 'user', '#': 'channel', ':': 'emoji' } as const;
const pattern = /(?:^|[\s([{"'“‘>*_~])([@#:])([\p{L}\p{M}\p{N}._+-]{0,40})$/u;

/** A command whose name ends at the caret, or what is typed of one. */
export function commandAt(text: string, caret: number): Trigger | null {
  const name = /^\/([\p{L}\p{N}_-]*)$/u.exec(text.slice(0, caret))?.[1];
  if (name !== undefined) return { kind: 'command', query: name.toLowerCase(), from: 0 };
  return typedCommand(text) && { kind: 'hint', query: '', from: 0 };
}

/** The trigger right before the caret, or null. Emoji need two letters, so that a smiley is not one. */
export function triggerAt(text: string, caret: number): Trigger | null {
  const before = text.slice(Math.max(0, caret - 48), caret);
  const match = pattern.exec(before);
  if (!match) return null;
  const sign = match[1] as keyof typeof kinds;
  const query = match[2]!;
  if (sign === ':' && !/^[a-z0-9_+-]{2,}$/i.test(query)) return null;
  return { kind: kinds[sign], query: query.toLowerCase(), from: caret - query.length - 1 };
}

/**
 * How well a name answers a query: 0 begins with it, 1 a word of it does, 2 contains it, -1 not at all. Lower is better.
 */
export function matchRank(query: string, ...names: string[]): number {
  if (query === '') return 0;
  let best = -1;
  for (const name of names) {
    const text = name.toLowerCase();
    const at = text.indexOf(query);
    if (at === -1) continue;
    const rank = at === 0 ? 0 : /[\s._-]/.test(text[at - 1]!) ? 1 : 2;
    if (best === -1 || rank < best) best = rank;
  }
  return best;
}
