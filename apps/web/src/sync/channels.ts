import { intendedPlaces, intendedPreferences } from '@roost/client/intended';
import type { ChannelPlace, OutboxEntry, WorkspaceState } from '@roost/client/types';
import type { Channel, Preference } from '@roost/protocol/entities';
import { noticeOf, type Notice } from '@roost/protocol/sidebar';
import { useCallback, useEffect } from 'react';
import { useShallow } from 'zustand/react/shallow';
import { useIsLive } from './connection.ts';
import { orderOf } from './sidebarOrder.ts';
import { useCore, useRoostState } from './roost.ts';
import type { RoostState } from './state.ts';

const none: readonly string[] = [];

/** The workspace in which a channel is known. */
export function homeOf(state: RoostState, channelId: string): WorkspaceState | undefined {
  for (const workspace of state.replica.workspaces.values()) if (workspace.channels.has(channelId)) return workspace;
  return undefined;
}

export const channelOf = (state: RoostState, channelId: string): Channel | undefined =>
  homeOf(state, channelId)?.channels.get(channelId);

/** One's own place in a channel, with what one has marked read and the server does not know yet. */
export function membershipOf(state: RoostState, channelId: string): ChannelPlace | undefined {
  const home = homeOf(state, channelId);
  return home && intendedPlaces(home, state.outbox).get(channelId);
}

/** How one keeps a channel, if one has said so. */
export function preferenceOf(state: RoostState, channelId: string): Preference | undefined {
  const home = homeOf(state, channelId);
  return home && intendedPreferences(home, state.outbox).get(channelId);
}

export const useChannel = (channelId: string): Channel | undefined =>
  useRoostState((state) => channelOf(state, channelId));

/** One's own place in a channel; undefined for a channel that one only looks into. */
export const useMembership = (channelId: string): ChannelPlace | undefined =>
  useRoostState((state) => membershipOf(state, channelId));

/** What a channel is called; a direct one after its other people, or oneself. */
export const useChannelName = (channelId: string): string => useRoostState((state) => channelNameOf(state, channelId));

/** Several of them in one line, as far as they are known. */
export const useChannelNames = (ids: readonly string[]): string =>
  useRoostState((state) =>
    ids
      .map((id) => channelNameOf(state, id))
      .filter(Boolean)
      .map((name) => `#${name}`)
      .join(', '),
  );

export function channelNameOf(state: RoostState, channelId: string): string {
  const channel = channelOf(state, channelId);
  if (!channel || channel.kind !== 'direct') return channel?.name ?? '';
  const workspace = state.replica.workspaces.get(channel.workspace);
  const others = othersOf(state, channelId);
  const shown = others.length > 0 ? others : (channel.users ?? none);
  return shown.map((id) => workspace?.users.get(id)?.name ?? '…').join(', ');
}

function othersOf(state: RoostState, channelId: string): readonly string[] {
  const channel = channelOf(state, channelId);
  const self = channel && state.replica.workspaces.get(channel.workspace)?.self.id;
  return channel?.users?.filter((id) => id !== self) ?? none;
}

/** The people of a direct channel without oneself. Fetches those that are not known yet. */
export function useOthers(channelId: string): readonly string[] {
  const others = useRoostState(useShallow((state) => othersOf(state, channelId)));
  const workspace = useRoostState((state) => channelOf(state, channelId)?.workspace);
  const unknown = useRoostState((state) =>
    workspace === undefined ? false : others.some((id) => !state.replica.workspaces.get(workspace)?.users.has(id)),
  );
  const { roost } = useCore();
  useEffect(() => {
    if (workspace && unknown) roost.needUsers(workspace, others);
  }, [roost, workspace, unknown, others]);
  return others;
}

/** What is unread somewhere, in numbers. */
export type UnreadView = Pick<Notice, 'any' | 'count' | 'mentions'>;

const quiet: Notice = { any: false, bold: false, badge: 0, count: 0, mentions: 0 };
const notices = new WeakMap<ChannelPlace, { kept: Preference | undefined; notice: Notice }>();

/** What a channel shows of what is unread there. */
export const useUnread = (channelId: string): Notice => useRoostState((state) => noticeIn(state, channelId));

export function noticeIn(state: RoostState, channelId: string): Notice {
  return unreadOf(membershipOf(state, channelId), preferenceOf(state, channelId));
}

/** The same object while neither changed. */
export function unreadOf(membership: ChannelPlace | undefined, kept?: Preference): Notice {
  if (!membership) return quiet;
  const known = notices.get(membership);
  if (known?.kept === kept && known) return known.notice;
  const notice = noticeOf(membership, kept);
  notices.set(membership, { kept, notice });
  return notice;
}

/** Reads a channel's unread state when called, without following it. */
export function useReadUnread(): (channelId: string) => boolean {
  const { store } = useCore();
  return useCallback((channelId) => noticeIn(store.getState(), channelId).any, [store]);
}

/** What the tabs of a phone say: mentions in channels, and messages in direct ones. */
export const useUnreadTotals = (workspaceId: string) =>
  useRoostState(
    useShallow((state) => {
      const workspace = state.replica.workspaces.get(workspaceId);
      return workspace ? totalsOf(workspace, state.outbox) : { mentions: 0, directs: 0, any: false };
    }),
  );

/** Over all workspaces: what the browser's tab says. */
export const useEverywhereUnread = () =>
  useRoostState(
    useShallow((state) => {
      let mentions = 0;
      let any = false;
      for (const workspace of state.replica.workspaces.values()) {
        const totals = totalsOf(workspace, state.outbox);
        mentions += totals.mentions + totals.directs;
        any ||= totals.any;
      }
      return { mentions, any };
    }),
  );

type Totals = { mentions: number; directs: number; any: boolean };
const totals = new WeakMap<object, { preferences: object; sum: Totals }>();

/** Sums what the rows show. Counted once per state of memberships and preferences, however many components ask. */
export function totalsOf(workspace: WorkspaceState, outbox: readonly OutboxEntry[]): Totals {
  const places = intendedPlaces(workspace, outbox);
  const preferences = intendedPreferences(workspace, outbox);
  const known = totals.get(places);
  if (known?.preferences === preferences) return known.sum;
  const sum = { mentions: 0, directs: 0, any: false };
  for (const membership of places.values()) {
    const { any, badge } = unreadOf(membership, preferences.get(membership.channel));
    if (workspace.channels.get(membership.channel)?.kind === 'direct') sum.directs += badge;
    else sum.mentions += badge;
    sum.any ||= any;
  }
  totals.set(places, { preferences, sum });
  return sum;
}

/** One's channels by name and one's direct channels by their newest message. */
export function useSidebarOrder(workspaceId: string): { channels: readonly string[]; directs: readonly string[] } {
  const channels = useRoostState(useShallow((state) => orderOf(state.replica.workspaces.get(workspaceId)).channels));
  const directs = useRoostState(useShallow((state) => orderOf(state.replica.workspaces.get(workspaceId)).directs));
  return { channels, directs };
}

/** Moves whenever somebody joins or leaves the channel. */
export const useMemberChanges = (channelId: string): number =>
  useRoostState((state) => membershipOf(state, channelId)?.memberCount ?? -1);

export interface ChannelRights {
  post: boolean;
  /** To write in the channel, and to reply in its threads: in some only some people do. */
  speak: boolean;
  reply: boolean;
  /** To arrange the links under its name. */
  bookmark: boolean;
  setTopic: boolean;
  rename: boolean;
  archive: boolean;
  remove: boolean;
  leave: boolean;
  invite: boolean;
  /** To say who writes in it, who runs it, and whether it is public. */
  rule: boolean;
  convert: boolean;
  delete: boolean;
  newcomers: boolean;
}

/** What one may do with a channel; mirrors the server's table, which has the last word. */
export function useChannelRights(channelId: string): ChannelRights {
  return useRoostState(
    useShallow((state) => {
      const channel = channelOf(state, channelId);
      const self = channel && state.replica.workspaces.get(channel.workspace)?.self;
      return rightsIn(channel, self, membershipOf(state, channelId) !== undefined);
    }),
  );
}

export function rightsIn(
  channel: Channel | undefined,
  self: { id: string; role: string } | undefined,
  isMember: boolean,
): ChannelRights {
  const isOpen = channel !== undefined && channel.archivedAt === undefined;
  const isNamed = channel !== undefined && channel.kind !== 'direct';
  const isAdmin = self?.role === 'owner' || self?.role === 'admin';
  const isGuest = self?.role === 'guest';
  const runsIt = isNamed && isMember && !isGuest && self !== undefined && runsChannel(channel, self.id);
  const runs = isNamed && (isAdmin || runsIt);
  const post = isMember && isOpen;
  const posting = channel?.posting;
  const isChosen = !posting || runs || (posting.who === 'chosen' && posting.users.includes(self?.id ?? ''));
  return {
    post,
    speak: post && isChosen,
    reply: post && (isChosen || posting.replies),
    bookmark: isOpen && !isGuest && ((post && isChosen) || (isNamed && isAdmin)),
    setTopic: isNamed && isOpen && isMember && !isGuest,
    rename: runs && isOpen,
    archive: runs && !channel?.general,
    remove: runs && isOpen && !channel?.general,
    leave: isNamed && isMember && !channel?.general,
    invite: isNamed && isOpen && isMember && !isGuest,
    rule: runs && isOpen,
    convert: runs && isOpen && !channel?.general,
    delete: isNamed && !channel.general && (isAdmin || (runsIt && channel.kind === 'private')),
    newcomers: isAdmin && isOpen && channel.kind === 'public' && !channel.general,
  };
}

/** Whether somebody who is in the channel is one of those who run it, as far as one can tell here. */
export function runsChannel({ admins, createdBy }: Channel, user: string): boolean {
  return admins ? admins.includes(user) : createdBy === user;
}

/** Whether there is a row of links under the channel's name. */
export const useHasBookmarks = (channelId: string): boolean =>
  useRoostState(
    (state) =>
      channelOf(state, channelId)?.bookmarked === true ||
      state.outbox.some(({ name, args }) => name === 'bookmark.add' && args.channel === channelId),
  );

export type ChannelAccess = 'unknown' | 'none' | 'visitor' | 'member';

/** Whether one is in the channel, only looks into it, or cannot see it. Asks the server about channels not met yet. */
export function useChannelAccess(channelId: string): ChannelAccess {
  const access = useRoostState((state): ChannelAccess => {
    if (membershipOf(state, channelId)) return 'member';
    if (state.missing.has(channelId)) return 'none';
    return channelOf(state, channelId) ? 'visitor' : 'unknown';
  });
  const isLive = useIsLive();
  const { roost } = useCore();
  const needed = access === 'unknown' && isLive;
  useEffect(() => {
    if (needed) roost.meetChannel(channelId);
  }, [roost, needed, channelId]);
  return access;
}
