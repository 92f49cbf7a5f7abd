import { intendedPlaces, intendedPreferences, intendedSidebar } from '@roost/client/intended';
import type { ChannelPlace, OutboxEntry, WorkspaceState } from '@roost/client/types';
import type { Channel, Preference, Section } from '@roost/protocol/entities';
import { channelNameOf, unreadOf } from './channels.ts';
import { useRoostState } from './roost.ts';
import type { RoostState } from './state.ts';

/** A section of the sidebar with the conversations in it, in their order. */
export interface SectionView extends Section {
  channels: readonly string[];
}

type Views = readonly SectionView[];
const none: Views = [];
const byName = new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });

/** What the answer was made from. */
type Ground = readonly unknown[];
const last = new Map<string, { ground: Ground; views: Views }>();

/** The sections from top to bottom. Sections that did not change are the same objects. */
export const useSidebarSections = (workspaceId: string): Views =>
  useRoostState((state) => sectionsIn(state, workspaceId));

export function sectionsIn(state: RoostState, workspaceId: string): Views {
  const workspace = state.replica.workspaces.get(workspaceId);
  if (!workspace) return none;
  const ground = groundOf(workspace, state.outbox);
  const known = last.get(workspaceId);
  if (known?.ground.every((one, i) => one === ground[i])) return known.views;
  const views = reused(known?.views ?? none, arrange(state, workspace));
  last.set(workspaceId, { ground, views });
  return views;
}

function groundOf(workspace: WorkspaceState, outbox: readonly OutboxEntry[]): Ground {
  return [
    ...[workspace.channels, workspace.users, intendedPlaces(workspace, outbox)],
    ...[intendedPreferences(workspace, outbox), intendedSidebar(workspace, outbox)],
  ];
}

interface Entry {
  id: string;
  name: string;
  at: string;
  isUnread: boolean;
}

function arrange(state: RoostState, workspace: WorkspaceState): Views {
  const preferences = intendedPreferences(workspace, state.outbox);
  const { sections } = intendedSidebar(workspace, state.outbox);
  const ids: ReadonlySet<string> = new Set(sections.map(({ id }) => id));
  const entries = new Map<string, Entry[]>(sections.map(({ id }) => [id, []]));
  for (const [id, place] of intendedPlaces(workspace, state.outbox)) {
    const channel = workspace.channels.get(id);
    if (!channel || (channel.archivedAt && channel.kind !== 'direct')) continue;
    const kept = preferences.get(id);
    entries.get(sectionOf(channel, kept, ids))?.push(toEntry(state, channel, place, kept));
  }
  return sections.map((section) => ({
    ...section,
    channels: entries
      .get(section.id)!
      .sort(orders[section.sort])
      .map(({ id }) => id),
  }));
}

/** A star goes before a section, and what was put into a section that is gone is with the others again. */
function sectionOf({ kind }: Channel, kept: Preference | undefined, sections: ReadonlySet<string>): string {
  if (kept?.starred) return 'starred';
  if (kept?.section && sections.has(kept.section)) return kept.section;
  return kind === 'direct' ? 'directs' : 'channels';
}

function toEntry(state: RoostState, channel: Channel, place: ChannelPlace, kept: Preference | undefined): Entry {
  return {
    id: channel.id,
    name: channelNameOf(state, channel.id),
    at: place.lastMessageAt ?? channel.createdAt,
    isUnread: unreadOf(place, kept).any,
  };
}

const byTitle = (a: Entry, b: Entry) => byName.compare(a.name, b.name) || (a.id < b.id ? -1 : 1);
const newestFirst = (a: Entry, b: Entry) => (a.at < b.at ? 1 : a.at > b.at ? -1 : a.id < b.id ? -1 : 1);
const unreadFirst = (a: Entry, b: Entry) => Number(b.isUnread) - Number(a.isUnread) || byTitle(a, b);
const orders = { name: byTitle, recent: newestFirst, unread: unreadFirst };

function reused(before: Views, after: Views): Views {
  const merged = after.map((view) => {
    const known = before.find(({ id }) => id === view.id);
    return known && isSame(known, view) ? known : view;
  });
  return merged.length === before.length && merged.every((view, i) => view === before[i]) ? before : merged;
}

function isSame(a: SectionView, b: SectionView): boolean {
  const sameList = a.channels.length === b.channels.length && a.channels.every((id, i) => id === b.channels[i]);
  return sameList && a.name === b.name && a.sort === b.sort;
}
