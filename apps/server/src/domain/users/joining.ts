import type { User, Workspace } from '@roost/protocol/entities';
import { newId } from '@roost/protocol/ids';
import type { Role } from '@roost/protocol/schema';
import { toIso } from '@roost/protocol/time';
import type { NewEvent } from '../../log/item.ts';
import type { WorkspaceRules } from '../members/rules.ts';
import { systemNote } from '../messages/systemNote.ts';
import { handleFor, takenHandles } from './handles.ts';

/** Somebody new: the user that an account (`A…`) or an app (`B…`) is in one workspace. */
export interface Newcomer {
  subject: string;
  kind: 'person' | 'bot';
  name: string;
  role: Role;
}

/** What an item needs for somebody to join; put it in an item as it is, with further events, guards and rows as needed. */
export interface Joining {
  /** The id of the new user. */
  user: string;
  events: NewEvent[];
  checked: { stream: string; rulesRev: number }[];
  touches: string[];
}

/**
 * Lets somebody into a workspace, #general and further channels; a guest into these alone. The last event is `workspace.joined` in the stream of the account
 * or app; its data is the workspace and the user just made. Channels that are gone, archived or direct are passed over.
 */
export function joiningEvents(join: {
  rules: WorkspaceRules;
  workspace: Workspace;
  newcomer: Newcomer;
  channels: readonly string[];
  /** Who let them in; by default they did it themselves. */
  by?: string;
}): Joining {
  const { rules, workspace, newcomer } = join;
  const user = newId('user');
  const handle = handleFor(newcomer.name, takenHandles(rules));
  const checked = [{ stream: rules.workspace, rulesRev: rules.rulesRev }];
  const joined = userJoined({ user, workspace: workspace.id, newcomer, handle, by: join.by ?? user });
  return {
    user,
    events: [
      joined.event,
      ...channelsToEnter(rules, newcomer.role, join.channels).flatMap((channel) =>
        entering(workspace.id, channel, user, join.by),
      ),
      workspaceJoined(newcomer.subject, user, () => ({ workspace, user: joined.made() })),
    ],
    checked,
    touches: [`user:${user}`, `handle:${workspace.id}:${handle}`, `subject:${workspace.id}:${newcomer.subject}`],
  };
}

/** The event of a new user, and the entity as it became when its place was known. */
export function userJoined(join: { user: string; workspace: string; newcomer: Newcomer; handle: string; by: string }): {
  event: NewEvent<'user.joined'>;
  made: () => User;
} {
  const { newcomer } = join;
  const at = (place: { seq: number; at: number }): User => ({
    id: join.user,
    rev: place.seq,
    workspace: join.workspace,
    kind: newcomer.kind,
    name: newcomer.name,
    handle: join.handle,
    role: newcomer.role,
    createdAt: toIso(place.at),
  });
  let user = at({ seq: 0, at: 0 });
  return {
    event: {
      stream: join.workspace,
      type: 'user.joined',
      actor: join.by,
      audience: '*',
      rules: true,
      data: (place) => ({ user: (user = at(place)) }),
    },
    made: () => user,
  };
}

/** In the stream of the account or app. It also tells the database and the index who the user is. */
export function workspaceJoined(
  subject: string,
  actor: string,
  data: () => { workspace: Workspace; user: User },
): NewEvent<'workspace.joined'> {
  return { stream: subject, type: 'workspace.joined', actor, audience: '*', data };
}

/** One person's way into one channel. */
export function memberJoined(workspace: string, channel: string, user: string, by?: string): NewEvent<'member.joined'> {
  return {
    stream: workspace,
    type: 'member.joined',
    actor: by ?? user,
    audience: channel,
    clock: channel,
    rules: true,
    data: () => ({ channel, user, ...(by !== undefined && by !== user && { by }) }),
  };
}

/** Guests are put into nothing but what they are invited to [W9]. */
function channelsToEnter(rules: WorkspaceRules, role: Role, invited: readonly string[]): string[] {
  const isGuest = role === 'guest';
  const open = [...rules.channels.values()].filter(
    (channel) =>
      (channel.general && !isGuest) ||
      (!channel.archived &&
        channel.kind !== 'direct' &&
        (invited.includes(channel.id) || (channel.newcomers && channel.kind === 'public' && !isGuest))),
  );
  return open.map((channel) => channel.id);
}

/** The same, and what the channel tells of it. */
export function entering(workspace: string, channel: string, user: string, by: string | undefined): NewEvent[] {
  return [
    memberJoined(workspace, channel, user, by),
    systemNote({ workspace, channel, author: user }, { type: 'joined' }),
  ];
}
