import type { Draft, OtherDraft, Quote } from '@roost/protocol/entities';
import { limits } from '@roost/protocol/limits';

/** What a writer says: its text, over which state it was written, and who it is. */
export interface Writing {
  text: string;
  /** What goes with it, as the writer sees it. */
  quote?: Quote | undefined;
  base: number;
  by: string;
}

type Contents = Pick<Draft, 'text' | 'quote' | 'others'>;

/**
 * What is there after a writing, or null when nothing changes [D2]. The newest text is the one that is shown, with its quote; one that its writer had not
 * seen is kept beside it, and a quote that its writer had not seen stays where the newer has none. Taking away what one has not seen takes nothing away.
 */
export function withWriting(before: Draft | null, { text, quote, base, by }: Writing): Contents | null {
  const written = { text, ...(quote && { quote }) };
  const isNothing = text === '' && quote === undefined;
  if (!before) return isNothing ? null : { ...written, others: [] };
  if (text === before.text && isSameQuote(quote, before.quote)) return null;
  const hasSeen = before.by === by || base >= before.written;
  if (hasSeen) return { ...written, others: isNothing ? before.others : apart(text, before.others) };
  if (isNothing) return null;
  // Nobody has decided against a quote that was not seen.
  const held = { text, ...((quote ?? before.quote) && { quote: quote ?? before.quote }) };
  if (text === before.text && isSameQuote(held.quote, before.quote)) return null;
  return { ...held, others: apart(text, [{ text: before.text, at: before.at }, ...before.others]) };
}

export function isSameQuote(a: Quote | undefined, b: Quote | undefined): boolean {
  return a?.message === b?.message && a?.rev === b?.rev;
}

/** Without one of the texts that were written over; null where it is not there. */
export function withoutOther(before: Draft | null, at: string): Contents | null {
  const others = before?.others.filter((other) => other.at !== at);
  return before && others && others.length < before.others.length
    ? { text: before.text, ...(before.quote && { quote: before.quote }), others }
    : null;
}

/** Those that say more than what is kept already. Beyond the limit the oldest become one text, so that none is lost. */
function apart(text: string, others: readonly OtherDraft[]): OtherDraft[] {
  const kept: OtherDraft[] = [];
  for (const other of others) {
    const isHeld = [text, ...kept.map((one) => one.text)].some((held) => held.includes(other.text.trim()));
    if (!isHeld) kept.push(other);
  }
  const last = kept[limits.otherDrafts - 1];
  const beyond = kept.slice(limits.otherDrafts);
  if (!last || beyond.length === 0) return kept;
  const joined = [...beyond.map((one) => one.text).reverse(), last.text].join('\n\n');
  return [...kept.slice(0, limits.otherDrafts - 1), { at: last.at, text: joined.slice(-limits.messageText) }];
}
