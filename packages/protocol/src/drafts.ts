import type { Draft } from './entities.ts';

/** Where a draft is: a channel, or a thread in it. */
export function draftKey({ channel, threadRoot }: Pick<Draft, 'channel' | 'threadRoot'>): string {
  return threadRoot === undefined ? channel : `${channel}/${threadRoot}`;
}

/** Whether there is anything in it. */
export function isDraft({ text, quote, others }: Pick<Draft, 'text' | 'quote' | 'others'>): boolean {
  return text !== '' || quote !== undefined || others.length > 0;
}
