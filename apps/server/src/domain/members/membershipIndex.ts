import type { LoggedEvent, StreamHead } from '../../log/item.ts';
import type { Sql, TransactionSql } from '../../storage/sql.ts';
import { readWorkspaceRows, usersOfSubject, workspaceOfChannel } from './sql.ts';
import type { IndexedChannel, IndexedUser, WorkspaceRules } from './rules.ts';
import { is, WorkspaceIndex } from './workspaceIndex.ts';

/** Reads at a position: heads first, then `body`, in one repeatable-read transaction. */
export type WithPosition = <T>(
  sql: Sql,
  streams: string[],
  body: (tx: TransactionSql, heads: ReadonlyMap<string, StreamHead>) => Promise<T>,
) => Promise<T>;

type Slot =
  /** Being read; what is announced meanwhile waits in `buffered`. */
  | { type: 'loading'; loaded: Promise<WorkspaceIndex>; buffered: { stream: string; event: LoggedEvent }[] }
  | { type: 'loaded'; index: WorkspaceIndex };

export interface Known {
  rules: WorkspaceRules;
  channel: IndexedChannel;
  user: IndexedUser;
}

export interface Place {
  user: string;
  workspace: string;
}

/**
 * Who is where, for permission checks and for the audience of events, without a query per message.
 *
 * A workspace is read once, at a position of its stream, and then follows the log through `apply`, which is synchronous: whoever
 * holds a `WorkspaceRules` sees it move on. So a check takes `rulesRev` first and looks second; if the rules moved in between,
 * the item is stale and is checked again. An index may be ahead of what has been announced, never behind it.
 */
export class MembershipIndex {
  readonly #sql: Sql;
  readonly #withPosition: WithPosition;
  readonly #patienceMs: number;
  readonly #slots = new Map<string, Slot>();
  readonly #workspaceOf = new Map<string, string>();
  readonly #places = new Map<string, readonly Place[] | Promise<readonly Place[]>>();
  readonly #waiting = new Map<string, Set<() => void>>();

  /** `patienceMs`: how long to wait for an announcement before reading the tables again. */
  constructor(deps: { sql: Sql; withPosition: WithPosition; patienceMs?: number }) {
    this.#sql = deps.sql;
    this.#withPosition = deps.withPosition;
    this.#patienceMs = deps.patienceMs ?? 2_000;
  }

  /** The rules of a workspace; empty ones for a workspace that does not exist. */
  of(workspace: string): Promise<WorkspaceRules> {
    const slot = this.#slots.get(workspace);
    if (slot?.type === 'loaded') return Promise.resolve(slot.index);
    return slot ? slot.loaded : this.#load(workspace);
  }

  ifLoaded(workspace: string): WorkspaceRules | undefined {
    const slot = this.#slots.get(workspace);
    return slot?.type === 'loaded' ? slot.index : undefined;
  }

  /** A channel, the rules around it and who this account, app or bot user is there, when all of that is in memory. */
  ifKnown(channel: string, subject: string): Known | undefined {
    const workspace = this.#workspaceOf.get(channel);
    const rules = workspace === undefined ? undefined : this.ifLoaded(workspace);
    const found = rules?.channels.get(channel);
    const user = rules?.userOf(subject);
    return rules && found && user && { rules, channel: found, user };
  }

  /** Drops what is known from a stream, which began another life: whoever asks next reads anew, also when it is just being read. */
  forget(stream: string): void {
    this.#slots.delete(stream);
    // Not every account's stream is followed, so a workspace's new life says of all that they may be elsewhere.
    this.#places.clear();
  }

  /** A channel and the rules around it, or null when there is no such channel. */
  async ofChannel(channel: string): Promise<{ rules: WorkspaceRules; channel: IndexedChannel } | null> {
    const workspace = this.#workspaceOf.get(channel) ?? (await workspaceOfChannel(this.#sql, channel));
    if (!workspace) return null;
    this.#workspaceOf.set(channel, workspace);
    const rules = await this.of(workspace);
    const known = rules.channels.get(channel);
    if (known) return { rules, channel: known };
    await this.catchUp(workspace);
    const fresh = await this.of(workspace);
    const created = fresh.channels.get(channel);
    return created ? { rules: fresh, channel: created } : null;
  }

  /** The users that an account, app or bot user is, and where. Follows `workspace.joined` and `workspace.left`. */
  membershipsOf(subject: string): Promise<readonly Place[]> {
    const known = this.#places.get(subject);
    if (known) return Promise.resolve(known);
    const reading = usersOfSubject(this.#sql, subject).then((places) => places.map((place) => this.#inOwnWords(place)));
    this.#keepPlaces(subject, reading);
    return reading;
  }

  /** The same when they are in memory; another array when they have changed. */
  placesOf(subject: string): readonly Place[] | undefined {
    const known = this.#places.get(subject);
    return known instanceof Promise ? undefined : known;
  }

  /** Who this account, app or bot user is here. Asks the database before it says nobody: the account's stream may lag behind. */
  async userIn(workspace: string, subject: string): Promise<IndexedUser | undefined> {
    const rules = await this.of(workspace);
    const known = rules.userOf(subject);
    if (known) return known;
    const place = (await usersOfSubject(this.#sql, subject)).find((each) => each.workspace === workspace);
    if (!place) return undefined;
    await this.catchUp(workspace);
    this.#linkPlace(place, subject);
    return (await this.of(workspace)).userOf(subject);
  }

  /** Takes an announced event, in the order of its stream. Ignores workspaces that nobody asked for. */
  apply(stream: string, event: LoggedEvent): void {
    if (is(event, 'workspace.joined')) this.#joined(stream, event);
    else if (is(event, 'workspace.left')) this.#left(stream, event.data);
    const slot = this.#slots.get(stream);
    if (slot?.type === 'loading') slot.buffered.push({ stream, event });
    if (slot?.type !== 'loaded') return;
    slot.index.apply(event);
    this.#wake(stream);
  }

  /** Resolves when the rules of the workspace reflect this `rulesRev`. Reads them anew when the announcement does not come. */
  async reaching(workspace: string, rulesRev: number): Promise<void> {
    const rules = await this.of(workspace);
    if (rules.rulesRev >= rulesRev) return;
    const came = await this.#announced(workspace, rulesRev);
    // Of many who waited in vain one reads, and the others look at what it read.
    if (!came && (await this.of(workspace)).rulesRev < rulesRev) await this.#load(workspace);
  }

  /** Brings the rules up to those in the database. `true`: they were behind. */
  async catchUp(workspace: string): Promise<boolean> {
    const rev = await this.#withPosition(
      this.#sql,
      [workspace],
      async (_tx, heads) => heads.get(workspace)?.rulesRev ?? 0,
    );
    if ((await this.of(workspace)).rulesRev >= rev) return false;
    await this.reaching(workspace, rev);
    return true;
  }

  #load(workspace: string): Promise<WorkspaceIndex> {
    const buffered: { stream: string; event: LoggedEvent }[] = [];
    const loaded: Promise<WorkspaceIndex> = this.#read(workspace).then(
      (index) => this.#loaded(workspace, index, buffered, loaded),
      (error: unknown) => {
        const slot = this.#slots.get(workspace);
        if (slot?.type === 'loading' && slot.loaded === loaded) this.#slots.delete(workspace);
        throw error;
      },
    );
    this.#slots.set(workspace, { type: 'loading', loaded, buffered });
    return loaded;
  }

  async #read(workspace: string): Promise<WorkspaceIndex> {
    return this.#withPosition(this.#sql, [workspace], async (tx, heads) => {
      const head = heads.get(workspace);
      const rows = await readWorkspaceRows(tx, workspace);
      return new WorkspaceIndex(workspace, { seq: head?.seq ?? 0, rulesRev: head?.rulesRev ?? 0, ...rows });
    });
  }

  // Runs in one go: nothing can be announced between taking the buffer and being loaded.
  #loaded(
    workspace: string,
    index: WorkspaceIndex,
    buffered: { stream: string; event: LoggedEvent }[],
    loaded: Promise<WorkspaceIndex>,
  ): WorkspaceIndex {
    for (const { stream, event } of buffered) {
      if (stream === workspace) index.apply(event);
      else if (is(event, 'workspace.joined')) index.link(event.data.user.id, stream);
    }
    const slot = this.#slots.get(workspace);
    const current = slot?.type === 'loading' && slot.loaded === loaded;
    if (current && index.seq > 0) this.#slots.set(workspace, { type: 'loaded', index });
    else if (current) this.#slots.delete(workspace); // there is no such workspace: asking for made-up ids costs no memory
    this.#wake(workspace);
    return index;
  }

  #joined(subject: string, event: LoggedEvent<'workspace.joined'>): void {
    const place = { user: event.data.user.id, workspace: event.data.workspace.id };
    const slot = this.#slots.get(place.workspace);
    if (slot?.type === 'loading') slot.buffered.push({ stream: subject, event });
    this.#linkPlace(place, subject);
    this.#changePlaces(subject, (places) => [...places.filter((each) => each.user !== place.user), place]);
  }

  /** With the ids that the index has already: there is a place for everybody who is connected. */
  #inOwnWords({ user, workspace }: Place): Place {
    const rules = this.ifLoaded(workspace);
    return { user: rules?.users.get(user)?.id ?? user, workspace: rules?.workspace ?? workspace };
  }

  #left(subject: string, left: { workspace: string; user: string }): void {
    this.#changePlaces(subject, (places) => places.filter((each) => each.user !== left.user));
  }

  #linkPlace(place: Place, subject: string): void {
    const slot = this.#slots.get(place.workspace);
    if (slot?.type === 'loaded' && subject !== place.user) slot.index.link(place.user, subject);
  }

  #changePlaces(subject: string, change: (places: readonly Place[]) => readonly Place[]): void {
    const known = this.#places.get(subject);
    if (!known) return;
    if (known instanceof Promise) this.#keepPlaces(subject, known.then(change));
    else this.#places.set(subject, change(known));
  }

  /** What is being read is the subject's places until something else is, and nothing when it cannot be read. */
  #keepPlaces(subject: string, reading: Promise<readonly Place[]>): void {
    this.#places.set(subject, reading);
    const end = (places?: readonly Place[]): void => {
      if (this.#places.get(subject) !== reading) return;
      if (places) this.#places.set(subject, places);
      else this.#places.delete(subject);
    };
    reading.then(end, () => end());
  }

  #announced(workspace: string, rulesRev: number): Promise<boolean> {
    return new Promise((resolve) => {
      const waiters = this.#waiting.get(workspace) ?? new Set();
      this.#waiting.set(workspace, waiters);
      const end = (came: boolean) => {
        clearTimeout(timer);
        waiters.delete(look);
        resolve(came);
      };
      const look = () => {
        if ((this.ifLoaded(workspace)?.rulesRev ?? 0) >= rulesRev) end(true);
      };
      const timer = setTimeout(() => end(false), this.#patienceMs);
      waiters.add(look);
    });
  }

  #wake(workspace: string): void {
    for (const look of this.#waiting.get(workspace) ?? []) look();
  }
}
