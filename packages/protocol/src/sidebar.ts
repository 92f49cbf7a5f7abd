import type { Preference, Section, SectionId, Sidebar, SectionSort } from './entities.ts';
import type { UnreadSet } from './unread.ts';

// What an arranging of the sidebar leads to. The server and the client, which shows it before the server has answered, must agree.

const given: readonly Section[] = [
  { id: 'starred', name: null, sort: 'name' },
  { id: 'channels', name: null, sort: 'name' },
  { id: 'directs', name: null, sort: 'recent' },
];

/** The sidebar of somebody who has arranged nothing. */
export function givenSidebar(user: string): Sidebar {
  return { user, rev: 0, sections: [...given] };
}

/** How one keeps a channel about which one has said nothing. */
export function usualPreference(channel: string): Preference {
  return { channel, rev: 0, starred: false, muted: false, level: null, section: null };
}

export type PreferenceChange = Partial<Omit<Preference, 'channel' | 'rev'>>;

/** The same object when nothing changes. */
export function preferred(before: Preference, change: PreferenceChange): Preference {
  const after = {
    ...before,
    starred: change.starred ?? before.starred,
    muted: change.muted ?? before.muted,
    level: change.level === undefined ? before.level : change.level,
    section: change.section === undefined ? before.section : change.section,
  };
  const isSame = (['starred', 'muted', 'level', 'section'] as const).every((key) => after[key] === before[key]);
  return isSame ? before : after;
}

/** With one more section, before the channels. The same object when it is there. */
export function withSection(sidebar: Sidebar, { id, name }: { id: string; name: string }): Sidebar {
  if (sidebar.sections.some((section) => section.id === id)) return sidebar;
  const at = sidebar.sections.findIndex((section) => section.id === 'channels');
  return { ...sidebar, sections: sidebar.sections.toSpliced(at, 0, { id, name, sort: 'name' }) };
}

/** Without that section. The same object when it is not there. */
export function withoutSection(sidebar: Sidebar, id: string): Sidebar {
  const sections = sidebar.sections.filter((section) => section.id !== id);
  return sections.length === sidebar.sections.length ? sidebar : { ...sidebar, sections };
}

export interface SectionChange {
  name?: string;
  sort?: SectionSort;
  before?: SectionId | null;
}

/** With one section changed or elsewhere. Before one that is gone, it stays where it is. The same object when nothing changes. */
export function withChangedSection(sidebar: Sidebar, id: string, { name, sort, before }: SectionChange): Sidebar {
  const sections = sidebar.sections.map((section) =>
    section.id !== id || ((name ?? section.name) === section.name && (sort ?? section.sort) === section.sort)
      ? section
      : { ...section, name: name ?? section.name, sort: sort ?? section.sort },
  );
  const moved = before === undefined ? sections : movedBefore(sections, id, before);
  const isSame = moved.every((section, i) => section === sidebar.sections[i]);
  return isSame ? sidebar : { ...sidebar, sections: moved };
}

function movedBefore(sections: Section[], id: string, before: string | null): Section[] {
  const section = sections.find((one) => one.id === id);
  const others = sections.filter((one) => one.id !== id);
  const at = before === null ? others.length : others.findIndex((one) => one.id === before);
  return section && at >= 0 ? others.toSpliced(at, 0, section) : sections;
}

/** What a channel shows of what one has not read there. */
export interface Notice {
  /** Something calls for attention: the row is bold or has a badge. */
  any: boolean;
  bold: boolean;
  badge: number;
  /** Unread messages that are known one by one. */
  count: number;
  mentions: number;
}

/** Decides what is shown, from what is unread and how one keeps the channel [P3]. */
export function noticeOf({ channel, unread }: { channel: string; unread: UnreadSet }, kept?: Preference): Notice {
  const count = unread.entries.length;
  const mentions = unread.entries.reduce((sum, { mention }) => sum + Number(mention), 0);
  const bold = !kept?.muted && (count > 0 || unread.more);
  const badge = countsAll(channel, kept) ? count : mentions;
  return { any: bold || badge > 0, bold, badge, count, mentions };
}

/** Whether the badge of a channel counts every message. */
export function countsAll(channel: string, kept?: Preference): boolean {
  return !kept?.muted && (kept?.level ?? (channel.startsWith('D') ? 'all' : 'mentions')) === 'all';
}
