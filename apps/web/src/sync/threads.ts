import type { OutboxEntry, WorkspaceState } from '@roost/client/types';
import { placeOf } from '@roost/client/unread';
import type { FollowReason, ThreadPlace } from '@roost/protocol/entities';
import { useShallow } from 'zustand/react/shallow';
import { useRoostState } from './roost.ts';
import type { RoostState } from './state.ts';
import type { UnreadView } from './channels.ts';

const read: UnreadView = { any: false, count: 0, mentions: 0 };
const views = new WeakMap<ThreadPlace, UnreadView>();

/** What is unread in a thread that one follows. */
export const useThreadUnread = (rootId: string): UnreadView =>
  useRoostState((state) => threadUnreadOf(threadPlaceOf(state, rootId)));

/** Where reading ended in a thread that one follows. */
export const useThreadReadAt = (rootId: string): string | undefined =>
  useRoostState((state) => {
    const place = threadPlaceOf(state, rootId);
    return place?.follow ? place.readAt : undefined;
  });

/** Why one follows a thread, as one has left it oneself: what is on its way to the server counts. */
export const useFollow = (rootId: string): FollowReason | null =>
  useRoostState((state) => {
    const intent = state.outbox.findLast((entry) => isFollowing(entry, rootId));
    if (intent) return intent.name === 'thread.follow' ? 'followed' : null;
    return threadPlaceOf(state, rootId)?.follow ?? null;
  });

/** The newest reply that one has not read in a thread. */
export const useNewestUnread = (rootId: string): string | undefined =>
  useRoostState((state) => threadPlaceOf(state, rootId)?.unread.entries.at(-1)?.message);

/** Over all followed threads of a workspace. */
export const useThreadTotals = (workspaceId: string): { mentions: number; threads: number } =>
  useRoostState(
    useShallow((state) => {
      const workspace = state.replica.workspaces.get(workspaceId);
      return workspace ? threadTotalsOf(workspace) : nothing;
    }),
  );

/** The followed threads with unread replies after an instant. */
export const useUnreadThreads = (workspaceId: string, after: string): readonly string[] =>
  useRoostState(
    useShallow((state) => {
      const workspace = state.replica.workspaces.get(workspaceId);
      if (!workspace) return none;
      return unreadPlaces(workspace)
        .filter((place) => newestOf(place) > after)
        .map(({ root }) => root);
    }),
  );

const none: readonly string[] = [];
const nothing = { mentions: 0, threads: 0 };
const totals = new WeakMap<WorkspaceState['threadPlaces'], { mentions: number; threads: number }>();

/** Counted once per state of the threads, however many components ask. */
export function threadTotalsOf(workspace: WorkspaceState): { mentions: number; threads: number } {
  const known = totals.get(workspace.threadPlaces);
  if (known) return known;
  const unread = unreadPlaces(workspace);
  const sum = {
    threads: unread.length,
    mentions: unread.reduce((count, place) => count + threadUnreadOf(place).mentions, 0),
  };
  totals.set(workspace.threadPlaces, sum);
  return sum;
}

function unreadPlaces({ threadPlaces, memberships }: WorkspaceState): ThreadPlace[] {
  return [...threadPlaces.values()].flatMap(({ place }) =>
    threadUnreadOf(place).any && memberships.has(place.channel) ? place : [],
  );
}

function newestOf({ unread }: ThreadPlace): string {
  const last = unread.entries.at(-1);
  return last ? placeOf(last) : '';
}

function threadUnreadOf(place: ThreadPlace | undefined): UnreadView {
  if (!place?.follow) return read;
  let view = views.get(place);
  if (!view) {
    const { entries, more } = place.unread;
    const mentions = entries.reduce((sum, entry) => sum + Number(entry.mention), 0);
    view = entries.length === 0 && !more ? read : { any: true, count: entries.length, mentions };
    views.set(place, view);
  }
  return view;
}

function threadPlaceOf(state: RoostState, rootId: string): ThreadPlace | undefined {
  for (const workspace of state.replica.workspaces.values()) {
    const known = workspace.threadPlaces.get(rootId);
    if (known) return known.place;
  }
  return undefined;
}

function isFollowing(entry: OutboxEntry, rootId: string): boolean {
  const isOfFollowing = entry.name === 'thread.follow' || entry.name === 'thread.unfollow';
  return isOfFollowing && entry.args.message === rootId && entry.state.type !== 'failed';
}
