import type { AnyProjection, GuardReader } from '../log/item.ts';
import { activityList, activityNews } from './activity/list.ts';
import { activityLook } from './activity/look.ts';
import { activityLooked, lookState } from './activity/projections.ts';
import { bookmarkAdd, bookmarkRemove, bookmarkUpdate } from './bookmarks/arrange.ts';
import { bookmarksArranged, bookmarksState } from './bookmarks/projections.ts';
import { channelAccess } from './channels/access.ts';
import { channelAddMany, channelWhoToAdd } from './channels/addMany.ts';
import { channelArchive } from './channels/archive.ts';
import { channelByName } from './channels/byName.ts';
import { channelConvert } from './channels/convert.ts';
import { channelCreate } from './channels/create.ts';
import { channelDelete } from './channels/delete.ts';
import { channelGet } from './channels/get.ts';
import { channelInvite } from './channels/invite.ts';
import { channelJoin } from './channels/join.ts';
import { channelLeave } from './channels/leave.ts';
import { channelList } from './channels/list.ts';
import { channelMembers } from './channels/members.ts';
import { directConvert } from './channels/convertDirect.ts';
import { directList } from './channels/directs.ts';
import { directOpen } from './channels/openDirect.ts';
import {
  channelArchived,
  channelBackfilled,
  channelCreated,
  channelDeleted,
  channelHidden,
  channelUnarchived,
  channelUpdated,
} from './channels/projections.ts';
import { channelRemove } from './channels/remove.ts';
import { channelSetAdmin } from './channels/setAdmin.ts';
import { channelUnarchive } from './channels/unarchive.ts';
import { channelUpdate } from './channels/update.ts';
import { draftDismiss } from './drafts/dismiss.ts';
import { draftState, draftWritten, draftsRoom } from './drafts/projections.ts';
import { draftWrite } from './drafts/write.ts';
import { groupCreate } from './groups/create.ts';
import { groupList } from './groups/list.ts';
import { groupCreated, groupUpdated } from './groups/projections.ts';
import { groupUpdate } from './groups/update.ts';
import { memberJoined, memberLeft } from './members/projections.ts';
import { channelReach } from './mentions/channelReach.ts';
import { messageDelete } from './messages/delete.ts';
import { messageEdit } from './messages/edit.ts';
import { messageGet } from './messages/get.ts';
import { channelHistory } from './messages/history.ts';
import { messagePost } from './messages/post.ts';
import {
  messageDeleted,
  messageEdited,
  messagePosted,
  messageState,
  textState,
  threadState,
} from './messages/projections.ts';
import { messagePreviews } from './messages/previews.ts';
import { messageVersions } from './messages/versions.ts';
import { channelPins } from './pins/list.ts';
import { messagePin } from './pins/pin.ts';
import { messagePinned, messageUnpinned, pinsState, pinState } from './pins/projections.ts';
import { messageUnpin } from './pins/unpin.ts';
import { messageAcknowledge } from './acknowledgements/acknowledge.ts';
import { acknowledgementList } from './acknowledgements/list.ts';
import { acknowledgementState, messageAcknowledged } from './acknowledgements/projections.ts';
import { pollClose } from './polls/close.ts';
import { pollMine } from './polls/mine.ts';
import {
  ballotsState,
  pollClosed,
  pollCounted,
  pollState,
  pollVoted,
  voteCast,
  voteState,
} from './polls/projections.ts';
import { pollVote } from './polls/vote.ts';
import { channelPrefer } from './preferences/prefer.ts';
import { channelPreferred, preferenceState } from './preferences/projections.ts';
import { reactionAdd } from './reactions/add.ts';
import { reactionAdded, reactionRemoved, reactionState } from './reactions/projections.ts';
import { reactionRemove } from './reactions/remove.ts';
import { readMark } from './reads/mark.ts';
import { readMarked, readState } from './reads/projections.ts';
import { readUnread } from './reads/unread.ts';
import { reminderClear } from './reminders/clear.ts';
import { reminderList } from './reminders/list.ts';
import { reminderCleared, reminderState, remindersRoom, reminderWasSet } from './reminders/projections.ts';
import { reminderSet } from './reminders/set.ts';
import { scheduledCancel } from './scheduled/cancel.ts';
import { scheduledCreate } from './scheduled/create.ts';
import { messageScheduled, scheduledRoom, scheduledState, scheduleEnded } from './scheduled/projections.ts';
import { scheduledSend } from './scheduled/send.ts';
import { scheduledUpdate } from './scheduled/update.ts';
import { sectionCreate, sectionDelete, sectionUpdate } from './sidebar/sections.ts';
import { sidebarArranged, sidebarState } from './sidebar/projections.ts';
import { threadFollow } from './threads/follow.ts';
import { savedList } from './saved/list.ts';
import { messageSaved, messageUnsaved, savedRoom, savedState } from './saved/projections.ts';
import { messageSave } from './saved/save.ts';
import { messageUnsave } from './saved/unsave.ts';
import { threadHistory } from './threads/history.ts';
import { threadList } from './threads/list.ts';
import { threadPlace } from './threads/place.ts';
import { followState, threadFollowed, threadMarked, threadReadState, threadUnfollowed } from './threads/projections.ts';
import { threadRead } from './threads/read.ts';
import { threadUnfollow } from './threads/unfollow.ts';
import { userDeactivate } from './users/deactivate.ts';
import { userGet } from './users/get.ts';
import { userList } from './users/list.ts';
import { userJoined, userUpdated, workspaceJoined, workspaceLeft } from './users/projections.ts';
import { userReactivate } from './users/reactivate.ts';
import { userRemove } from './users/remove.ts';
import { userUpdate } from './users/update.ts';
import { userSeen } from './seen/list.ts';
import type { AnyVerb } from './verb.ts';
import { workspaceCreate } from './workspaces/create.ts';
import { identityWorkspaces } from './workspaces/mine.ts';
import { workspaceCreated, workspaceUpdated } from './workspaces/projections.ts';
import { workspaceSnapshot } from './workspaces/snapshot.ts';
import { workspaceUpdate } from './workspaces/update.ts';

// What the chat nouns give to the log and to dispatch. app.ts joins it with the identity's own lists.

export const projections: readonly AnyProjection[] = [
  workspaceCreated,
  workspaceUpdated,
  userJoined,
  userUpdated,
  workspaceJoined,
  workspaceLeft,
  groupCreated,
  groupUpdated,
  channelCreated,
  channelUpdated,
  channelArchived,
  channelUnarchived,
  channelHidden,
  channelDeleted,
  channelBackfilled,
  memberLeft,
  memberJoined,
  messagePosted,
  messageEdited,
  messageDeleted,
  reactionRemoved,
  reactionAdded,
  messagePinned,
  messageUnpinned,
  bookmarksArranged,
  readMarked,
  threadFollowed,
  threadUnfollowed,
  threadMarked,
  messageUnsaved,
  messageSaved,
  channelPreferred,
  sidebarArranged,
  draftWritten,
  activityLooked,
  messageScheduled,
  scheduleEnded,
  reminderWasSet,
  reminderCleared,
  pollVoted,
  pollCounted,
  pollClosed,
  voteCast,
  messageAcknowledged,
];

export const guards: readonly GuardReader[] = [
  messageState,
  textState,
  threadState,
  reactionState,
  pinState,
  pinsState,
  bookmarksState,
  readState,
  followState,
  threadReadState,
  savedState,
  savedRoom,
  preferenceState,
  sidebarState,
  draftState,
  draftsRoom,
  lookState,
  scheduledState,
  scheduledRoom,
  reminderState,
  remindersRoom,
  voteState,
  pollState,
  ballotsState,
  acknowledgementState,
];

export const verbs: readonly AnyVerb[] = [
  workspaceCreate,
  workspaceUpdate,
  workspaceSnapshot,
  identityWorkspaces,
  userList,
  userGet,
  userUpdate,
  userSeen,
  userRemove,
  userDeactivate,
  userReactivate,
  groupCreate,
  groupUpdate,
  groupList,
  channelCreate,
  channelJoin,
  channelLeave,
  channelInvite,
  channelAddMany,
  channelWhoToAdd,
  channelAccess,
  channelRemove,
  channelUpdate,
  channelArchive,
  channelUnarchive,
  channelSetAdmin,
  channelConvert,
  channelDelete,
  channelByName,
  channelGet,
  channelList,
  channelMembers,
  directOpen,
  directConvert,
  directList,
  messagePost,
  messageEdit,
  messageDelete,
  messageGet,
  messageVersions,
  channelReach,
  messagePreviews,
  channelHistory,
  threadHistory,
  messagePin,
  messageUnpin,
  channelPins,
  bookmarkAdd,
  bookmarkUpdate,
  bookmarkRemove,
  threadFollow,
  threadUnfollow,
  threadRead,
  threadPlace,
  threadList,
  reactionAdd,
  reactionRemove,
  readMark,
  readUnread,
  messageSave,
  messageUnsave,
  savedList,
  activityList,
  activityNews,
  activityLook,
  channelPrefer,
  sectionCreate,
  sectionUpdate,
  sectionDelete,
  draftWrite,
  draftDismiss,
  scheduledCreate,
  scheduledUpdate,
  scheduledSend,
  scheduledCancel,
  reminderSet,
  reminderClear,
  reminderList,
  pollVote,
  pollClose,
  pollMine,
  messageAcknowledge,
  acknowledgementList,
];
