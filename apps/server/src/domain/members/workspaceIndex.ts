import type { Channel, Group, User } from '@roost/protocol/entities';
import type { EventType } from '@roost/protocol/events';
import type { LoggedEvent } from '../../log/item.ts';
import type { IndexedChannel, IndexedGroup, IndexedUser, WorkspaceRules } from './rules.ts';

const NOWHERE: ReadonlySet<string> = new Set();

/** Event types that change who may do what. Their items carry `rules: true`. */
const RULES: ReadonlySet<EventType> = new Set<EventType>([
  'user.joined',
  'user.updated',
  'group.created',
  'group.updated',
  'channel.created',
  'channel.updated',
  'channel.archived',
  'channel.unarchived',
  'channel.deleted',
  'member.joined',
  'member.left',
]);

type OpenChannel = IndexedChannel & { members: Map<string, { joinedSeq: number; joinedAt: number }> };

/** A workspace as read from the tables at one position. */
export interface WorkspaceRows {
  seq: number;
  rulesRev: number;
  users: IndexedUser[];
  channels: Omit<IndexedChannel, 'members'>[];
  groups: IndexedGroup[];
  members: { channel: string; user: string; joinedSeq: number; joinedAt: number }[];
  deleted: { channel: string; members: string[] }[];
}

/** The rules of one workspace, following its log. Only the membership index writes it. */
export class WorkspaceIndex implements WorkspaceRules {
  readonly workspace: string;
  seq: number;
  rulesRev: number;
  readonly users = new Map<string, IndexedUser>();
  readonly channels = new Map<string, OpenChannel>();
  readonly deleted = new Map<string, ReadonlySet<string>>();
  readonly groups = new Map<string, IndexedGroup>();
  readonly #channelsOf = new Map<string, Set<string>>();
  readonly #userOf = new Map<string, string>();
  readonly #subjectOf = new Map<string, string>();

  constructor(workspace: string, rows: WorkspaceRows) {
    this.workspace = workspace;
    this.seq = rows.seq;
    this.rulesRev = rows.rulesRev;
    for (const user of rows.users) this.#addUser(user);
    for (const channel of rows.channels) this.channels.set(channel.id, { ...channel, members: new Map() });
    for (const group of rows.groups) this.groups.set(group.id, group);
    for (const { channel, user, joinedSeq, joinedAt } of rows.members)
      this.#enter(channel, user, { joinedSeq, joinedAt });
    for (const { channel, members } of rows.deleted) this.deleted.set(channel, new Set(members));
  }

  channelsOf(user: string): ReadonlySet<string> {
    return this.#channelsOf.get(user) ?? NOWHERE;
  }

  userOf(subject: string): IndexedUser | undefined {
    const user = this.users.get(this.#userOf.get(subject) ?? subject);
    return user?.left ? undefined : user;
  }

  /** Takes the stream's next event. What is already in here is ignored. */
  apply(event: LoggedEvent): void {
    if (event.seq <= this.seq) return;
    this.seq = event.seq;
    if (!RULES.has(event.type)) return;
    this.#change(event);
    this.rulesRev = event.seq;
  }

  /** Learns which account or app the user belongs to; that stands in the account's stream, which keeps no pace with this one. */
  link(user: string, subject: string): void {
    if (this.users.get(user)?.left) return; // what is heard late of somebody who came must not undo that they went
    this.#subjectOf.set(user, subject);
    this.#userOf.set(subject, user);
    const known = this.users.get(user);
    if (known) this.users.set(user, { ...known, ...owner(subject) });
  }

  #change(event: LoggedEvent): void {
    if (is(event, 'user.joined') || is(event, 'user.updated')) this.#learnUser(event.data.user);
    else if (is(event, 'member.joined')) this.#join(event);
    else if (is(event, 'member.left')) this.#leave(event.data.channel, event.data.user);
    else if (is(event, 'channel.deleted')) this.#forget(event.data.channel);
    else if (is(event, 'group.created') || is(event, 'group.updated')) this.#learnGroup(event.data.group);
    else if (isChannelEvent(event)) this.#learnChannel(event.data.channel);
  }

  #learnUser(user: User): void {
    const subject = this.#subjectOf.get(user.id);
    const known = this.users.get(user.id);
    const { id, role, kind, name, handle, away } = user;
    if (user.left) {
      if (subject) this.#userOf.delete(subject);
      this.#subjectOf.delete(id);
      this.users.set(id, { id, role, kind, name, handle, account: null, app: null, left: true });
      return;
    }
    const belongsTo = subject ? owner(subject) : { account: known?.account ?? null, app: known?.app ?? null };
    this.users.set(id, { id, role, kind, name, handle, ...belongsTo, ...(away && { away }) });
  }

  #addUser(user: IndexedUser): void {
    this.users.set(user.id, user);
    const subject = user.account ?? user.app;
    if (subject) this.link(user.id, subject);
  }

  #learnGroup({ id, handle, users, disabled }: Group): void {
    this.groups.set(id, { id, handle, users, disabled: disabled === true });
  }

  #learnChannel(channel: Channel): void {
    const members = this.channels.get(channel.id)?.members ?? new Map();
    this.channels.set(channel.id, {
      id: channel.id,
      kind: channel.kind,
      name: channel.name,
      general: channel.general === true,
      archived: channel.archivedAt !== undefined,
      createdBy: channel.createdBy,
      admins: channel.admins ?? null,
      posting: channel.posting ?? null,
      newcomers: channel.newcomers === true,
      members,
    });
  }

  #forget(channel: string): void {
    const members = new Set(this.channels.get(channel)?.members.keys());
    for (const user of members) this.#channelsOf.get(user)?.delete(channel);
    this.channels.delete(channel);
    this.deleted.set(channel, members);
  }

  #join(event: LoggedEvent<'member.joined'>): void {
    this.#enter(event.data.channel, event.data.user, { joinedSeq: event.seq, joinedAt: event.at });
  }

  #enter(channel: string, user: string, since: { joinedSeq: number; joinedAt: number }): void {
    this.channels.get(channel)?.members.set(user, since);
    const theirs = this.#channelsOf.get(user);
    if (theirs) theirs.add(channel);
    else this.#channelsOf.set(user, new Set([channel]));
  }

  #leave(channel: string, user: string): void {
    this.channels.get(channel)?.members.delete(user);
    this.#channelsOf.get(user)?.delete(channel);
  }
}

function owner(subject: string): { account: string | null; app: string | null } {
  return subject.startsWith('B') ? { account: null, app: subject } : { account: subject, app: null };
}

/** Narrows an event to its type, so that its data is known. */
export function is<T extends EventType>(event: LoggedEvent, type: T): event is LoggedEvent<T> {
  return event.type === type;
}

type ChannelEvent = 'channel.created' | 'channel.updated' | 'channel.archived' | 'channel.unarchived';

function isChannelEvent(event: LoggedEvent): event is LoggedEvent<ChannelEvent> {
  return ['channel.created', 'channel.updated', 'channel.archived', 'channel.unarchived'].includes(event.type);
}
