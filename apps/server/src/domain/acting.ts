import { Reject } from '../reject.ts';
import type { Item } from '../log/item.ts';
import type { IndexedChannel, IndexedUser, WorkspaceRules } from './members/rules.ts';
import { canInChannel, canSee, stoppedByArchive, type ChannelAction } from './permissions.ts';
import type { Call, World } from './verb.ts';

/**
 * Somebody in a workspace, and the rules that are being consulted. `checked` was taken before anything was looked at, so if the
 * rules move on meanwhile the log finds the item stale.
 */
export interface Acting {
  workspace: string;
  actor: IndexedUser;
  rules: WorkspaceRules;
  checked: Item['checked'];
}

export interface ActingInChannel extends Acting {
  channel: IndexedChannel;
}

/** Who the caller is in this workspace. A workspace that one is not in does not exist. */
export async function actingIn(world: World, call: Call, workspace: string): Promise<Acting> {
  call.consulted?.add(workspace);
  const rules = await world.rules.of(workspace);
  const checked = [checkedAt(rules)];
  const subject = call.identity?.subject;
  const actor = subject === undefined ? undefined : await world.rules.userIn(workspace, subject);
  if (!actor) throw new Reject('not_found', 'There is no such workspace.');
  return { workspace, actor, rules, checked };
}

/** Who the caller is around this channel; at once where that is in memory. A channel that one may not see does not exist. */
export function actingInChannel(world: World, call: Call, id: string): ActingInChannel | Promise<ActingInChannel> {
  const subject = call.identity?.subject;
  const known = subject === undefined ? undefined : world.rules.ifKnown(id, subject);
  if (!known) return lookUpChannel(world, call, id);
  const { rules, channel, user: actor } = known;
  call.consulted?.add(rules.workspace);
  if (!canSee(actor, channel)) throw noChannel();
  return { workspace: rules.workspace, actor, rules, checked: [checkedAt(rules)], channel };
}

function checkedAt({ workspace, rulesRev }: WorkspaceRules): Item['checked'][number] {
  return { stream: workspace, rulesRev };
}

async function lookUpChannel(world: World, call: Call, id: string): Promise<ActingInChannel> {
  const found = await world.rules.ofChannel(id);
  const workspace = found?.rules.workspace;
  if (workspace !== undefined) call.consulted?.add(workspace);
  const subject = call.identity?.subject;
  const known = workspace !== undefined && subject !== undefined && (await world.rules.userIn(workspace, subject));
  if (!found || !known) throw noChannel();
  const rules = await world.rules.of(found.rules.workspace);
  const checked = [checkedAt(rules)];
  const actor = rules.users.get(known.id);
  const channel = rules.channels.get(id);
  if (!actor || !channel || !canSee(actor, channel)) throw noChannel();
  return { workspace: rules.workspace, actor, rules, checked, channel };
}

/** As `actingInChannel`, for doing something there: refuses what is not allowed, and writing to an archived channel. */
export function actingOnChannel(
  world: World,
  call: Call,
  id: string,
  action: ChannelAction,
): ActingInChannel | Promise<ActingInChannel> {
  const found = actingInChannel(world, call, id);
  return found instanceof Promise ? found.then((acting) => allowed(action, acting)) : allowed(action, found);
}

function allowed(action: ChannelAction, acting: ActingInChannel): ActingInChannel {
  allow(action, acting);
  return acting;
}

/** Refuses an action on the channel that is not allowed. */
export function allow(action: ChannelAction, { actor, channel }: ActingInChannel): void {
  if (!canInChannel(action, actor, channel)) throw new Reject('forbidden', refusals[action]);
  if (stoppedByArchive(action, channel)) throw new Reject('archived', 'This channel is archived.');
}

function noChannel(): Reject {
  return new Reject('not_found', 'There is no such channel.');
}

const refusals: Record<ChannelAction, string> = {
  joinPublicChannel: 'This channel cannot be joined.',
  post: 'Join the channel to write in it.',
  react: 'Join the channel to react in it.',
  vote: 'Join the channel to vote in it.',
  acknowledge: 'Join the channel to acknowledge messages in it.',
  pin: 'Join the channel to pin messages in it.',
  bookmark: 'Join the channel to put bookmarks there.',
  markRead: 'Only members have a read position.',
  followThread: 'Join the channel to follow threads in it.',
  prefer: 'Join the channel to keep it in your own way.',
  draft: 'Join the channel to write in it.',
  convertDirect: 'Only who is in a conversation makes a channel of it.',
  leaveChannel: 'This channel cannot be left.',
  inviteToChannel: 'Only members of the channel may add people.',
  setTopic: 'Only members of the channel may set its topic.',
  renameChannel: 'Only an admin of the channel or of the workspace may rename the channel.',
  removeFromChannel: 'Only an admin of the channel or of the workspace may remove people, and nobody from #general.',
  archiveChannel: 'Only an admin of the channel or of the workspace may archive the channel, and nobody #general.',
  setPosting: 'Only an admin of the channel or of the workspace may say who writes here.',
  setChannelAdmin: 'Only an admin of the channel or of the workspace may make admins of the channel.',
  convertChannel: 'Only an admin of the channel or of the workspace may convert the channel, and nobody #general.',
  deleteChannel:
    'Only admins of the workspace may delete a channel, a private one its own admins too, and nobody #general.',
  setNewcomers: 'Only an admin of the workspace may put newcomers into a channel, and only into public ones.',
};
