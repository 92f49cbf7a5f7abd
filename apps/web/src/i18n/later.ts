import { activity } from './en/activity.ts';
import { browser, channelBars, channelSettings, members, people } from './en/channels.ts';
import { directs } from './en/directs.ts';
import { drafts } from './en/drafts.ts';
import { entry } from './en/entry.ts';
import { groups } from './en/groups.ts';
import { mentions } from './en/mentions.ts';
import { jump } from './en/jump.ts';
import { pins } from './en/pins.ts';
import { quotes } from './en/quotes.ts';
import { reminders } from './en/reminders.ts';
import { saved } from './en/saved.ts';
import { settings } from './en/settings.ts';
import { shortcuts } from './en/shortcuts.ts';
import { sidebarMenu } from './en/sidebar.ts';
import { status } from './en/status.ts';
import { switcher } from './en/switcher.ts';
import { threads } from './en/threads.ts';
import { tidings } from './en/tidings.ts';
import { unreads } from './en/unreads.ts';
import { versions } from './en/versions.ts';
import { when } from './en/when.ts';
import { why } from './en/why.ts';

/** What only those parts say that are fetched when they are first opened, in English. */
export const later = {
  activity,
  entry,
  members,
  channelBars,
  channelSettings,
  browser,
  directs,
  drafts,
  groups,
  mentions,
  people,
  jump,
  pins,
  quotes,
  reminders,
  saved,
  settings,
  shortcuts,
  sidebarMenu,
  status,
  switcher,
  threads,
  tidings,
  unreads,
  versions,
  when,
  why,
};
