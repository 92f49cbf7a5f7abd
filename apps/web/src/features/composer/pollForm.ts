import { limits } from '@roost/protocol/limits';
import type { NewPoll } from '@roost/protocol/poll';
import { toIso } from '@roost/protocol/time';
import { fromFields } from '../../message/whenChoices.ts';

const HOUR_MS = 3_600_000;

/** After how long a poll ends that ends by itself. */
const after = { in1Hour: HOUR_MS, in1Day: 24 * HOUR_MS, in1Week: 168 * HOUR_MS };

export type End = 'never' | keyof typeof after | 'custom';

/** A poll that is being written. */
export interface PollForm {
  question: string;
  /** What stood in the composer when it was begun: it goes when this is asked. */
  from: string;
  answers: readonly string[];
  multiple: boolean;
  anonymous: boolean;
  end: End;
  date: string;
  time: string;
}

export const emptyForm = (from: string): PollForm => ({
  question: from,
  from,
  answers: ['', ''],
  multiple: false,
  anonymous: false,
  end: 'never',
  date: '',
  time: '',
});

const keyOf = (answer: string): string => answer.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase();

/** The places of answers that say what an earlier one says. */
export function repeated(answers: readonly string[]): ReadonlySet<number> {
  const keys = answers.map(keyOf);
  return new Set(keys.flatMap((key, at) => (key !== '' && keys.indexOf(key) < at ? [at] : [])));
}

/** Whether a chosen end has passed. */
export function isPast({ end, date, time }: PollForm, now: Date): boolean {
  const at = end === 'custom' ? fromFields(date, time) : null;
  return at !== null && at <= now;
}

/** What is asked; null while something is missing or wrong. */
export function toPoll(form: PollForm, now: Date): NewPoll | null {
  const options = form.answers.map((answer) => answer.trim()).filter((answer) => answer !== '');
  const isAsked = form.question.trim() !== '' && form.question.trim().length <= limits.pollQuestion;
  if (!isAsked || options.length < 2 || repeated(form.answers).size > 0) return null;
  const kind = {
    ...(form.multiple && { multiple: true as const }),
    ...(form.anonymous && { anonymous: true as const }),
  };
  if (form.end === 'never') return { options, ...kind };
  const at = form.end === 'custom' ? fromFields(form.date, form.time) : new Date(now.getTime() + after[form.end]);
  return at === null || at <= now ? null : { options, ...kind, closesAt: toIso(at.getTime() * 1_000) };
}
