import { app } from './en/app.ts';
import { channel } from './en/channel.ts';
import { composer } from './en/composer.ts';
import { connection } from './en/connection.ts';
import { reactions } from './en/reactions.ts';
import { checklist, sidebar } from './en/sidebar.ts';
import { thread } from './en/thread.ts';
import { timeline } from './en/timeline.ts';
import { words } from './en/words.ts';
import type { later } from './later.ts';

/** What the first screen says, in English. Other locales are made from this shape together with that of `later`. */
export const en = { words, app, sidebar, checklist, channel, connection, timeline, composer, thread, reactions };

/** Everything that the client says. */
export type AllWords = typeof en & typeof later;

declare module 'use-intl' {
  interface AppConfig {
    Messages: AllWords;
  }
}
