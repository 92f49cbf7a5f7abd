import type { User } from '@roost/protocol/entities';
import type { Role } from '@roost/protocol/schema';
import type { IndexedChannel, IndexedUser } from './members/rules.ts';

// Who may do what: one table. A row names an action, its columns what somebody is to the thing; an action is allowed when any
// of the standings that one has is in its row [M5]. Whether a thing may be seen at all comes first: what one may not see is not
// found, what one sees but may not do is forbidden [O7].

/** What somebody is to a channel, a message or a person. */
export type Standing = Role | 'channelMember' | 'channelGuest' | 'channelAdmin' | 'author' | 'self';

export type Action = keyof typeof table;

const anybody: readonly Standing[] = ['owner', 'admin', 'member'];
const admins: readonly Standing[] = ['owner', 'admin'];
/** Everybody in the channel. */
const inside: readonly Standing[] = ['channelMember', 'channelGuest'];

export const table = {
  createChannel: anybody,
  joinPublicChannel: anybody,
  openDirect: [...anybody, 'guest'],
  post: inside,
  react: inside,
  vote: inside,
  acknowledge: inside,
  pin: inside,
  bookmark: [...admins, 'channelMember', 'channelAdmin'],
  markRead: inside,
  followThread: inside,
  prefer: inside,
  draft: inside,
  leaveChannel: inside,
  convertDirect: ['channelMember'],
  inviteToChannel: ['channelMember'],
  inviteGuest: admins,
  setTopic: ['channelMember'],
  renameChannel: [...admins, 'channelAdmin'],
  removeFromChannel: [...admins, 'channelAdmin'],
  archiveChannel: [...admins, 'channelAdmin'],
  setPosting: [...admins, 'channelAdmin'],
  setChannelAdmin: [...admins, 'channelAdmin'],
  convertChannel: [...admins, 'channelAdmin'],
  deleteChannel: [...admins, 'channelAdmin'],
  setNewcomers: admins,
  editMessage: ['author'],
  deleteMessage: [...admins, 'author'],
  closePoll: [...admins, 'channelAdmin', 'author'],
  editProfile: ['self'],
  editBotProfile: admins,
  changeRole: admins,
  removeUser: [...admins, 'self'],
  renameWorkspace: admins,
  manageInvites: admins,
  inviteImported: ['owner'],
  manageBots: admins,
  manageGroups: admins,
} as const satisfies Record<string, readonly Standing[]>;

function allows(action: Action, standings: readonly (Standing | false)[]): boolean {
  const row = rowOf(action);
  return standings.some((standing) => standing !== false && row.includes(standing));
}

function rowOf(action: Action): readonly Standing[] {
  return table[action];
}

/** What somebody is to a channel, as far as the action asks for it: who runs it is more to find out than the rest. */
function inChannel(action: Action, actor: IndexedUser, channel: IndexedChannel): (Standing | false)[] {
  const isIn = channel.members.has(actor.id);
  const asMember = actor.role === 'guest' ? 'channelGuest' : 'channelMember';
  const runs = rowOf(action).includes('channelAdmin') && runsChannel(actor, channel);
  return [actor.role, isIn && asMember, runs && 'channelAdmin'];
}

/** Whether somebody is one of those who run the channel. One that nobody runs any more is run by all who are in it. */
export function runsChannel(actor: Pick<IndexedUser, 'id' | 'role'>, channel: IndexedChannel): boolean {
  if (channel.kind === 'direct' || actor.role === 'guest' || !channel.members.has(actor.id)) return false;
  const present = (channel.admins ?? [channel.createdBy]).filter((user) => channel.members.has(user));
  return present.length === 0 || present.includes(actor.id);
}

export interface Said {
  isReply: boolean;
  alsoToChannel: boolean;
}

/** Why a member may say this here, or null: in a channel of announcements not everybody speaks. */
export function whySpeaks(
  actor: IndexedUser,
  channel: IndexedChannel,
  { isReply, alsoToChannel }: Said,
): 'everybody' | 'runs' | 'admin' | 'chosen' | 'replies' | null {
  const { posting } = channel;
  if (!posting || posting.who === 'everybody') return 'everybody';
  if (allows('setPosting', inChannel('setPosting', actor, channel)))
    return runsChannel(actor, channel) ? 'runs' : 'admin';
  if (posting.who === 'chosen' && posting.users.includes(actor.id)) return 'chosen';
  return isReply && !alsoToChannel && posting.replies ? 'replies' : null;
}

/** Whether a member may say this here. */
export function canSpeak(actor: IndexedUser, channel: IndexedChannel, what: Said): boolean {
  return whySpeaks(actor, channel, what) !== null;
}

/** Whether somebody arranges the channel's bookmarks: who writes in it, and who runs it. */
export function canBookmark(actor: IndexedUser, channel: IndexedChannel): boolean {
  return canInChannel('bookmark', actor, channel) && canSpeak(actor, channel, { isReply: false, alsoToChannel: false });
}

/** Why the channel exists for this person: they are in it, or it is a public one, which guests know only from inside [W9]. */
export function whySees(actor: IndexedUser, channel: IndexedChannel): 'member' | 'public' | null {
  if (channel.members.has(actor.id)) return 'member';
  return channel.kind === 'public' && actor.role !== 'guest' ? 'public' : null;
}

/** Whether the channel exists for this person. */
export function canSee(actor: IndexedUser, channel: IndexedChannel): boolean {
  return whySees(actor, channel) !== null;
}

/** An action on a channel as such. Archived channels and direct ones have further limits: `channelLimits`. */
export function canInChannel(action: ChannelAction, actor: IndexedUser, channel: IndexedChannel): boolean {
  return canSee(actor, channel) && !forbiddenHere(action, channel) && allows(action, standings(action, actor, channel));
}

/** What everybody may read is not deleted by who happened to make it: there only admins of the workspace count. */
function standings(action: ChannelAction, actor: IndexedUser, channel: IndexedChannel): (Standing | false)[] {
  return action === 'deleteChannel' && channel.kind === 'public' ? [actor.role] : inChannel(action, actor, channel);
}

export type ChannelAction =
  | 'joinPublicChannel'
  | 'post'
  | 'react'
  | 'vote'
  | 'acknowledge'
  | 'pin'
  | 'bookmark'
  | 'markRead'
  | 'followThread'
  | 'prefer'
  | 'draft'
  | 'convertDirect'
  | 'leaveChannel'
  | 'inviteToChannel'
  | 'setTopic'
  | 'renameChannel'
  | 'removeFromChannel'
  | 'archiveChannel'
  | 'setPosting'
  | 'setChannelAdmin'
  | 'convertChannel'
  | 'deleteChannel'
  | 'setNewcomers';

const inDirect: ReadonlySet<ChannelAction> = new Set<ChannelAction>([
  'post',
  'react',
  'vote',
  'acknowledge',
  'pin',
  'bookmark',
  'markRead',
  'followThread',
  'prefer',
  'draft',
  'convertDirect',
]);
const notInGeneral: ReadonlySet<ChannelAction> = new Set<ChannelAction>([
  'leaveChannel',
  'removeFromChannel',
  'archiveChannel',
  'convertChannel',
  'deleteChannel',
  'setNewcomers',
]);

// A direct channel is its people: nobody comes, goes or renames it. Everybody stays in #general. Only public channels are joined,
// and only into these newcomers are put without anybody's having asked them.
function forbiddenHere(action: ChannelAction, channel: IndexedChannel): boolean {
  if (channel.kind === 'direct') return !inDirect.has(action);
  if (action === 'convertDirect') return true;
  if (channel.general && notInGeneral.has(action)) return true;
  return (action === 'joinPublicChannel' || action === 'setNewcomers') && channel.kind !== 'public';
}

/** In an archived channel these still work. */
const whileArchived: ReadonlySet<ChannelAction> = new Set<ChannelAction>([
  'markRead',
  'followThread',
  'prefer',
  'draft',
  'leaveChannel',
  'archiveChannel',
  'deleteChannel',
]);

/** Whether the channel's being archived stands in the way. */
export function stoppedByArchive(action: ChannelAction, channel: IndexedChannel): boolean {
  return channel.archived && !whileArchived.has(action);
}

export function canEditMessage(actor: IndexedUser, message: { author: string }): boolean {
  return allows('editMessage', [message.author === actor.id && 'author']);
}

/** Admins may delete what others wrote where they can see it, but not in other people's direct channels: those they cannot see. */
export function canDeleteMessage(actor: IndexedUser, channel: IndexedChannel, message: { author: string }): boolean {
  return canSee(actor, channel) && allows('deleteMessage', [actor.role, message.author === actor.id && 'author']);
}

/** Who asked may end it, and whoever runs the place. */
export function canClosePoll(actor: IndexedUser, channel: IndexedChannel, message: { author: string }): boolean {
  const standings = [...inChannel('closePoll', actor, channel), message.author === actor.id && ('author' as const)];
  return canSee(actor, channel) && allows('closePoll', standings);
}

/** Name and title: one's own; those of bots belong to the admins. */
export function canEditProfile(actor: IndexedUser, target: IndexedUser): boolean {
  if (allows('editProfile', [actor.id === target.id && 'self'])) return true;
  return target.kind === 'bot' && allows('editBotProfile', [actor.role]);
}

/**
 * Owners give and take every role; admins make members and admins, and leave owners alone. Only who can sign in owns: neither bots nor
 * somebody who was imported and has not come, with whom as its last owner a workspace would be lost.
 */
export function canChangeRole(
  actor: IndexedUser,
  target: Pick<User, 'kind' | 'role' | 'imported'>,
  role: Role,
): boolean {
  if (!allows('changeRole', [actor.role])) return false;
  if (role === 'owner' && (target.kind === 'bot' || target.imported)) return false;
  if (role === 'guest' && target.kind === 'bot') return false;
  return actor.role === 'owner' || (target.role !== 'owner' && role !== 'owner');
}

const rank: Record<Role, number> = { guest: 0, member: 1, admin: 2, owner: 3 };

/** Admins and owners let people in, and nobody as more than they are themselves. */
export function canInviteTo(role: Role, actor: IndexedUser): boolean {
  return allows('manageInvites', [actor.role]) && rank[role] <= rank[actor.role];
}

/** Everybody may go; owners take out everybody, admins everybody but owners. */
export function canRemoveUser(actor: IndexedUser, target: IndexedUser): boolean {
  if (actor.id === target.id) return allows('removeUser', ['self']);
  return allows('removeUser', [actor.role]) && (actor.role === 'owner' || target.role !== 'owner');
}

/** To shut somebody out for a while, let them in again, or sign them out everywhere: as removing them, and never oneself. */
export function canSuspendUser(actor: IndexedUser, target: IndexedUser): boolean {
  return actor.id !== target.id && canRemoveUser(actor, target);
}

/** Whether giving this role leaves the workspace without an owner. */
export function leavesNoOwner(users: Iterable<IndexedUser>, target: IndexedUser, role: Role): boolean {
  if (target.role !== 'owner' || role === 'owner') return false;
  for (const user of users) if (user.role === 'owner' && !user.left && user.id !== target.id) return false;
  return true;
}

/** An action on the workspace as a whole. */
export function canInWorkspace(
  action:
    | 'createChannel'
    | 'openDirect'
    | 'inviteGuest'
    | 'renameWorkspace'
    | 'manageInvites'
    | 'inviteImported'
    | 'manageBots'
    | 'manageGroups',
  actor: IndexedUser,
): boolean {
  return allows(action, [actor.role]);
}
