import type { Draft } from './entities.ts';

/** Where a draft is: a channel, or a thread in it. */
export function draftKey({ channel, threadRoot }: Pick<Draft, 'channel' | 'threadRoot'>): string {
  return threadRoot === undefined ? channel : `${channel}/${threadRoot}`;
}

/** Whether there is anything in it. */
export function isDraft({ text, others }: Pick<Draft, 'text' | 'others'>): boolean {
  return text !== '' || others.length > 0;
}
