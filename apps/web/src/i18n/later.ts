import { access } from './en/access.ts';
import { activity } from './en/activity.ts';
import { bookmarks } from './en/bookmarks.ts';
import { browser, channelBars, channelSettings, members, people } from './en/channels.ts';
import { commands } from './en/commands.ts';
import { directs } from './en/directs.ts';
import { drafts } from './en/drafts.ts';
import { entry } from './en/entry.ts';
import { groups } from './en/groups.ts';
import { mentions } from './en/mentions.ts';
import { jump } from './en/jump.ts';
import { notices } from './en/notices.ts';
import { pins } from './en/pins.ts';
import { polls } from './en/polls.ts';
import { quotes } from './en/quotes.ts';
import { reminders } from './en/reminders.ts';
import { saved } from './en/saved.ts';
import { settings } from './en/settings.ts';
import { shortcuts } from './en/shortcuts.ts';
import { sidebarMenu } from './en/sidebarMenu.ts';
import { me, status } from './en/status.ts';
import { switcher } from './en/switcher.ts';
import { threads } from './en/threads.ts';
import { tidings } from './en/tidings.ts';
import { unreads } from './en/unreads.ts';
import { urging } from './en/urging.ts';
import { versions } from './en/versions.ts';
import { when } from './en/when.ts';
import { why } from './en/why.ts';

/** What only those parts say that are fetched when they are first opened, in English. */
export const later = {
  access,
  activity,
  entry,
  bookmarks,
  members,
  channelBars,
  channelSettings,
  browser,
  commands,
  directs,
  drafts,
  groups,
  me,
  mentions,
  people,
  jump,
  notices,
  pins,
  polls,
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
  urging,
  versions,
  when,
  why,
};
