import type { Posting } from '@roost/protocol/entities';
import type { Role } from '@roost/protocol/schema';

// The log-fed index of who is where: one per workspace, in memory, shared by permission checks and by fan-out's audience, so
// that neither asks the database per message. It is loaded at a position and then follows the log; `rulesRev` says which rules
// it reflects, and log.append refuses items that were checked at an older one.

export interface IndexedUser {
  id: string;
  role: Role;
  kind: 'person' | 'bot';
  name: string;
  handle: string;
  account: string | null;
  app: string | null;
  /** Is not in the workspace any more. */
  left?: boolean;
  /** Says that they are away. */
  away?: true;
}

export interface IndexedChannel {
  id: string;
  kind: 'public' | 'private' | 'direct';
  name: string | null;
  general: boolean;
  archived: boolean;
  createdBy: string;
  /** Who runs it, as far as they are in it; null: its maker. */
  admins: readonly string[] | null;
  /** Null: everybody writes. */
  posting: Posting | null;
  /** Who comes to the workspace is put into it. */
  newcomers: boolean;
  /** user id → when the present membership began. */
  members: ReadonlyMap<string, { joinedSeq: number; joinedAt: number }>;
}

export interface IndexedGroup {
  id: string;
  handle: string;
  users: readonly string[];
  disabled: boolean;
}

/** The rules of one workspace at a position of its stream. Read-only outside the index. */
export interface WorkspaceRules {
  workspace: string;
  seq: number;
  rulesRev: number;
  users: ReadonlyMap<string, IndexedUser>;
  channels: ReadonlyMap<string, IndexedChannel>;
  /** Channels that were deleted, and who was in them then: they alone hear of it, of a private one. */
  deleted: ReadonlyMap<string, ReadonlySet<string>>;
  groups: ReadonlyMap<string, IndexedGroup>;
  /** Channels that the user is a member of. */
  channelsOf(user: string): ReadonlySet<string>;
  /** The user that this account or app (or bot user itself) is in the workspace. */
  userOf(subject: string): IndexedUser | undefined;
}
