import type { Message } from '@roost/protocol/entities';

type Say = (key: 'poll' | 'important' | 'urgent', values: { text: string }) => string;

/** What a message says where there is no room for all of it: how much it asks to be read, and of a poll that it is one. */
export function asSaid({ text, poll, priority }: Pick<Message, 'text' | 'poll' | 'priority'>, t: Say): string {
  const said = poll ? t('poll', { text }) : text;
  return priority ? t(priority, { text: `: ${said}` }) : said;
}
