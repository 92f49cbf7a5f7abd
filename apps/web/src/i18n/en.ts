import { app, shortcuts } from './en/app.ts';
import { browser, channel, channelSettings, members, people } from './en/channels.ts';
import { composer } from './en/composer.ts';
import { connection } from './en/connection.ts';
import { entry } from './en/entry.ts';
import { reactions } from './en/reactions.ts';
import { settings } from './en/settings.ts';
import { checklist, sidebar } from './en/sidebar.ts';
import { thread } from './en/thread.ts';
import { timeline } from './en/timeline.ts';
import { words } from './en/words.ts';

/** Everything the client says, in English. Other locales are made from this shape. */
export const en = {
  words,
  app,
  shortcuts,
  entry,
  sidebar,
  checklist,
  channel,
  members,
  channelSettings,
  browser,
  people,
  connection,
  settings,
  timeline,
  composer,
  thread,
  reactions,
};

declare module 'use-intl' {
  interface AppConfig {
    Messages: typeof en;
  }
}
