import type {
  Channel,
  Membership,
  Message,
  Preference,
  Reaction,
  Sidebar,
  User,
  Workspace,
} from '@roost/protocol/entities';
import type { Event, EventData, EventType } from '@roost/protocol/events';
import { newId } from '@roost/protocol/ids';
import { limits } from '@roost/protocol/limits';
import type { Snapshot } from '@roost/protocol/operations/workspaces';
import { givenSidebar, usualPreference } from '@roost/protocol/sidebar';
import { mentions } from '@roost/protocol/text';
import { fromIso, toIso } from '@roost/protocol/time';
import { packUnread } from '@roost/protocol/unreadPacking';

// A workspace as the server keeps it, in memory and as plainly as possible: a log, and tables that follow from it. Written apart
// from the fold, so that the two can be compared.

export interface Logged {
  event: Event;
  /** `*` or a channel. */
  audience: string;
}

export class House {
  epoch = 'e1';
  readonly workspace: Workspace;
  readonly log: Logged[] = [];
  readonly personal = new Map<string, Event[]>();
  readonly users = new Map<string, User>();
  readonly channels = new Map<string, Channel>();
  readonly members = new Map<string, Map<string, { joinedSeq: number; joinedAt: string }>>();
  readonly messages = new Map<string, Message>();
  readonly #saved = new Map<string, Set<string>>();
  readonly #readAt = new Map<string, string>();
  readonly #posted = new Map<string, Message>();
  #micros = Date.UTC(2026, 10, 20) * 1000;
  #ids = 0;
  readonly looks = new Map<string, string>();
  readonly preferences = new Map<string, Map<string, Preference>>();
  readonly sidebars = new Map<string, Sidebar>();
  onEvent: (stream: string, logged: Logged) => void = () => {};

  /** Snapshots of it do not tell of everybody. */
  isLarge = false;

  constructor() {
    this.workspace = { id: this.id('workspace'), rev: 1, name: 'House', createdAt: this.#at() };
    this.#append('workspace.created', null, '*', () => ({ workspace: this.workspace }));
  }

  id(kind: Parameters<typeof newId>[0]): string {
    return newId(kind, 1_790_000_000_000 + this.#ids++, () => 7);
  }

  get head(): number {
    return this.log.length;
  }

  addUser(name: string): string {
    const id = this.id('user');
    this.personal.set(id, []);
    this.#append('user.joined', id, '*', (seq, at) => {
      const user: User = {
        id,
        rev: seq,
        workspace: this.workspace.id,
        kind: 'person',
        name,
        handle: name.toLowerCase(),
        role: 'member',
        createdAt: at,
      };
      this.users.set(id, user);
      return { user };
    });
    return id;
  }

  change(id: string, to: Partial<User>): User {
    this.#append('user.updated', id, '*', (seq) => {
      const user = { ...this.users.get(id)!, rev: seq, ...to };
      this.users.set(id, user);
      return { user };
    });
    return this.users.get(id)!;
  }

  addChannel(by: string, name: string, kind: 'public' | 'private' = 'public'): string {
    const id = this.id('channel');
    this.members.set(id, new Map());
    this.#append('channel.created', by, kind === 'public' ? '*' : id, (seq, at) => {
      const channel: Channel = {
        id,
        rev: seq,
        workspace: this.workspace.id,
        kind,
        name,
        topic: '',
        createdBy: by,
        createdAt: at,
      };
      this.channels.set(id, channel);
      return { channel };
    });
    this.join(id, by);
    return id;
  }

  setTopic(channel: string, topic: string): void {
    const known = this.channels.get(channel)!;
    this.#append('channel.updated', known.createdBy, known.kind === 'public' ? '*' : channel, (seq) => {
      const next = { ...known, topic, rev: seq };
      this.channels.set(channel, next);
      return { channel: next };
    });
  }

  isIn(channel: string, user: string): boolean {
    return this.members.get(channel)?.has(user) ?? false;
  }

  join(channel: string, user: string): void {
    if (this.isIn(channel, user)) return;
    this.#append('member.joined', user, channel, (seq, at) => {
      this.members.get(channel)!.set(user, { joinedSeq: seq, joinedAt: at });
      return { channel, user };
    });
    this.#note(channel, user, { type: 'joined' });
  }

  leave(channel: string, user: string): void {
    if (!this.isIn(channel, user)) return;
    this.#append(
      'member.left',
      user,
      channel,
      () => ({ channel, user }),
      () => this.members.get(channel)!.delete(user),
    );
    this.#note(channel, user, { type: 'left' });
  }

  post(author: string, post: { channel: string; text: string; clientId?: string; threadRoot?: string }): Message {
    const clientId = post.clientId ?? this.id('message');
    const before = this.#posted.get(`${author} ${clientId}`);
    if (before) return before;
    const message = this.#write({
      channel: post.channel,
      author,
      clientId,
      text: post.text,
      ...(post.threadRoot && { threadRoot: post.threadRoot }),
    });
    this.#posted.set(`${author} ${clientId}`, message);
    return message;
  }

  edit(id: string, text: string): void {
    const old = this.messages.get(id)!;
    if (old.deletedAt || old.text === text) return;
    this.#append('message.edited', old.author, old.channel, (seq, at) => {
      const next: Message = { ...old, text, editedAt: at, rev: seq };
      this.messages.set(id, next);
      const { author, channel, clientId, createdAt, threadRoot } = next;
      return {
        message: {
          id,
          rev: seq,
          channel,
          author,
          clientId,
          text,
          createdAt,
          editedAt: at,
          ...(threadRoot && { threadRoot }),
        },
      };
    });
  }

  delete(id: string): void {
    const { pinned: _pinned, ...old } = this.messages.get(id)!;
    if (old.deletedAt || old.system) return;
    const { channel, author, createdAt, threadRoot } = old;
    this.#append('message.deleted', author, channel, (seq, at) => {
      this.messages.set(id, { ...old, text: '', reactions: [], deletedAt: at, rev: seq });
      for (const { event } of this.log)
        if (event.type === 'message.posted' && event.data.message.id === id)
          event.data.message = { ...event.data.message, text: '' };
      if (threadRoot) this.#countReply(threadRoot, -1, author, at, seq);
      return { message: id, channel, author, createdAt, deletedAt: at, ...(threadRoot && { threadRoot }) };
    });
  }

  react(message: string, user: string, emoji: string): void {
    const old = this.messages.get(message)!;
    if (old.deletedAt) return;
    const has = old.reactions.some((one) => one.emoji === emoji && one.users.includes(user));
    this.#append(has ? 'reaction.removed' : 'reaction.added', user, old.channel, (seq) => {
      this.messages.set(message, { ...old, reactions: toggled(old.reactions, emoji, user, has), rev: seq });
      return { message, channel: old.channel, user, emoji };
    });
  }

  pin(message: string, user: string): void {
    const { pinned, ...old } = this.messages.get(message)!;
    if (old.deletedAt) return;
    this.#append(pinned ? 'message.unpinned' : 'message.pinned', user, old.channel, (seq, at) => {
      this.messages.set(message, { ...old, ...(!pinned && { pinned: { by: user, at } }), rev: seq });
      return { message, channel: old.channel, user };
    });
  }

  mark(user: string, channel: string, place: string, back: boolean): string {
    const present = this.readAt(user, channel);
    const joinedAt = this.members.get(channel)!.get(user)!.joinedAt;
    const asked = this.messages.get(place)?.createdAt ?? place;
    const readAt = asked > joinedAt ? asked : joinedAt;
    if (back ? readAt === present : readAt <= present) return present;
    this.#readAt.set(`${user} ${channel}`, readAt);
    const message = this.messages.has(place) ? place : null;
    this.#appendOwn(user, 'read.marked', () => ({ channel, message, readAt }));
    return readAt;
  }

  prefer(user: string, channel: string, change: Partial<Preference>): Preference {
    const kept = this.preferences.get(user) ?? new Map<string, Preference>();
    this.preferences.set(user, kept);
    this.#appendOwn(user, 'channel.preferred', (seq) => {
      const preference = { ...(kept.get(channel) ?? usualPreference(channel)), ...change, rev: seq };
      kept.set(channel, preference);
      return { preference };
    });
    return kept.get(channel)!;
  }

  look(user: string, at: string): string {
    const present = this.looks.get(user) ?? '';
    if (at <= present) return present;
    this.looks.set(user, at);
    this.#appendOwn(user, 'activity.looked', () => ({ lookedAt: at }));
    return at;
  }

  arrange(user: string, sections: Sidebar['sections']): Sidebar {
    this.#appendOwn(user, 'sidebar.arranged', (seq) => {
      const sidebar = { user, rev: seq, sections };
      this.sidebars.set(user, sidebar);
      return { sidebar };
    });
    return this.sidebars.get(user)!;
  }

  #appendOwn<T extends EventType>(user: string, type: T, make: (seq: number) => EventData<T>): void {
    const events = this.personal.get(user)!;
    const seq = events.length + 1;
    const event = { seq, v: 1, type, at: this.#at(), actor: user, data: make(seq) } as Event;
    events.push(event);
    this.onEvent(user, { event, audience: '*' });
  }

  save(user: string, message: string, how: 'todo' | 'done' | 'gone'): void {
    const saved = this.#saved.get(user) ?? new Set();
    this.#saved.set(user, saved);
    if (how === 'todo') saved.add(message);
    else saved.delete(message);
    const { channel } = this.messages.get(message)!;
    const at = this.#at();
    const type = how === 'gone' ? 'message.unsaved' : 'message.saved';
    const data = { message, channel, ...(how !== 'gone' && { savedAt: at, done: how === 'done' }) };
    const events = this.personal.get(user)!;
    const event = { seq: events.length + 1, v: 1, type, at, actor: user, data } as Event;
    events.push(event);
    this.onEvent(user, { event, audience: '*' });
  }

  readAt(user: string, channel: string): string {
    const joinedAt = this.members.get(channel)!.get(user)!.joinedAt;
    const marked = this.#readAt.get(`${user} ${channel}`) ?? '';
    return marked > joinedAt ? marked : joinedAt;
  }

  /** A channel's messages, oldest first, as pages show them. */
  timeline(channel: string): Message[] {
    return this.#alive(
      (one) => one.channel === channel && !one.threadRoot && (!one.deletedAt || (one.replyCount ?? 0) > 0),
    );
  }

  replies(root: string): Message[] {
    return this.#alive((one) => one.threadRoot === root && !one.deletedAt);
  }

  membership(channel: string, user: string): Membership {
    const { joinedSeq } = this.members.get(channel)!.get(user)!;
    const readAt = this.readAt(user, channel);
    const unread = this.#alive(
      (one) =>
        one.channel === channel &&
        !one.threadRoot &&
        !one.deletedAt &&
        !one.system &&
        one.author !== user &&
        one.createdAt > readAt,
    ).map((one) => ({ createdAt: fromIso(one.createdAt)!, mention: mentions(one, user) }));
    const newest = unread.at(-1);
    const last = [...this.messages.values()]
      .filter((one) => one.channel === channel && !one.threadRoot)
      .map((one) => one.createdAt)
      .sort()
      .at(-1);
    return {
      channel,
      joinedSeq,
      memberCount: this.members.get(channel)!.size,
      readAt,
      ...(last !== (newest && toIso(newest.createdAt)) && { lastMessageAt: last ?? null }),
      unread: packUnread(unread.slice(-limits.unreadEntries), unread.length > limits.unreadEntries),
    };
  }

  snapshot(user: string): Snapshot {
    const channels = [...this.channels.values()].filter(({ id }) => this.isIn(id, user));
    return structuredClone({
      cursors: {
        [this.workspace.id]: `${this.epoch}.${this.head}`,
        [user]: `${this.epoch}.${this.personal.get(user)!.length}`,
      },
      self: this.users.get(user)!,
      workspace: this.workspace,
      users: this.isLarge ? [this.users.get(user)!] : [...this.users.values()],
      usersComplete: !this.isLarge,
      channels,
      memberships: channels.map(({ id }) => this.membership(id, user)),
      threads: [],
      threadsComplete: true,
      saved: [...(this.#saved.get(user) ?? [])],
      preferences: [...(this.preferences.get(user)?.values() ?? [])],
      groups: [],
      sidebar: this.sidebars.get(user) ?? givenSidebar(user),
      drafts: [],
      lookedAt: this.looks.get(user) ?? null,
      scheduled: [],
      reminders: [],
      votes: [],
      votesComplete: true,
    });
  }

  #alive(keep: (message: Message) => boolean): Message[] {
    return [...this.messages.values()].filter(keep).sort((a, b) => (a.createdAt < b.createdAt ? -1 : 1));
  }

  #note(channel: string, author: string, system: { type: 'joined' | 'left' }): void {
    this.#write({ channel, author, clientId: this.id('message'), text: `${system.type}.`, system });
  }

  #write(written: Pick<Message, 'channel' | 'author' | 'clientId' | 'text' | 'threadRoot' | 'system'>): Message {
    const id = this.id('message');
    this.#append('message.posted', written.author, written.channel, (seq, at) => {
      const message: Message = { id, rev: seq, ...written, createdAt: at, reactions: [] };
      this.messages.set(id, message);
      if (written.threadRoot) this.#countReply(written.threadRoot, 1, written.author, at, seq);
      return { message };
    });
    return this.messages.get(id)!;
  }

  #countReply(root: string, by: 1 | -1, author: string, at: string, seq: number): void {
    const { replyCount = 0, lastReplyAt, replyUsers = [], ...rest } = this.messages.get(root)!;
    const count = replyCount + by;
    const users = by === 1 ? [...new Set([...replyUsers, author])].slice(0, 3) : replyUsers;
    const last = by === 1 ? at : lastReplyAt;
    this.messages.set(root, {
      ...rest,
      rev: seq,
      ...(count > 0 && { replyCount: count, replyUsers: users, ...(last && { lastReplyAt: last }) }),
    });
  }

  #append<T extends EventType>(
    type: T,
    actor: string | null,
    audience: string,
    make: (seq: number, at: string) => EventData<T>,
    after = () => {},
  ): void {
    const seq = this.log.length + 1;
    const at = this.#at();
    const placeholder: Logged = { event: { seq, v: 1, type, at, actor, data: null } as unknown as Event, audience };
    this.log.push(placeholder);
    placeholder.event.data = make(seq, at) as never;
    this.onEvent(this.workspace.id, placeholder);
    after();
  }

  #at(): string {
    this.#micros += 1_000;
    return toIso(this.#micros);
  }
}

function toggled(reactions: Reaction[], emoji: string, user: string, has: boolean): Reaction[] {
  if (!has && !reactions.some((one) => one.emoji === emoji)) return [...reactions, { emoji, users: [user] }];
  return reactions
    .map((one) =>
      one.emoji === emoji
        ? { emoji, users: has ? one.users.filter((who) => who !== user) : [...one.users, user] }
        : one,
    )
    .filter((one) => one.users.length > 0);
}
