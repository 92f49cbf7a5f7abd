import type { Static } from 'typebox';
import { acknowledgementOperations } from './operations/acknowledgements.ts';
import { accountOperations } from './operations/accounts.ts';
import { activityOperations } from './operations/activity.ts';
import { bookmarkOperations } from './operations/bookmarks.ts';
import { channelOperations } from './operations/channels.ts';
import { draftOperations } from './operations/drafts.ts';
import { groupOperations } from './operations/groups.ts';
import { mentionOperations } from './operations/mentions.ts';
import { messageOperations } from './operations/messages.ts';
import { pollOperations } from './operations/polls.ts';
import { reminderOperations } from './operations/reminders.ts';
import { scheduledOperations } from './operations/scheduled.ts';
import { sidebarOperations } from './operations/sidebar.ts';
import { threadOperations } from './operations/threads.ts';
import { savedOperations } from './operations/saved.ts';
import { workspaceOperations } from './operations/workspaces.ts';

/** Every command and query of the language, by name. Doors are generic over it; a new feature never edits a door. */
export const operations = {
  ...accountOperations,
  ...workspaceOperations,
  ...channelOperations,
  ...bookmarkOperations,
  ...messageOperations,
  ...mentionOperations,
  ...groupOperations,
  ...sidebarOperations,
  ...threadOperations,
  ...savedOperations,
  ...draftOperations,
  ...activityOperations,
  ...scheduledOperations,
  ...reminderOperations,
  ...pollOperations,
  ...acknowledgementOperations,
};

export type Operations = typeof operations;
export type OperationName = keyof Operations;
export type CommandName = { [N in OperationName]: Operations[N]['kind'] extends 'command' ? N : never }[OperationName];
/** Arguments and answers by name. An object type is looked up; computing `Static` at every use made checking ten times slower. */
type ArgsByName = { [N in OperationName]: Static<Operations[N]['input']> };
type ValueByName = { [N in OperationName]: Static<Operations[N]['output']> };
export type Args<N extends OperationName> = ArgsByName[N];
export type Value<N extends OperationName> = ValueByName[N];
/** What asking returns. A lookup too: inferring through `Promise<Value<N>>` would compare all answers with each other. */
export type Answer<N extends OperationName> = { [M in OperationName]: Promise<ValueByName[M]> }[N];

/** Whether `name` is an operation of this version. Own properties only: `constructor` is not one. */
export function isOperation(name: string): name is OperationName {
  return Object.hasOwn(operations, name);
}
