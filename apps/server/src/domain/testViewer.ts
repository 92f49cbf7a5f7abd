import {
  awaiting,
  foldBatch,
  fromSnapshot,
  normalise,
  pageArrived,
  placeArrived,
  settled,
  threadArrived,
} from '@roost/client/replica';
import { askingThread, threadPlaceArrived, threadPlaceFailed } from '@roost/client/threadPlaces';
import type { WorkspaceState } from '@roost/client/types';
import type { ThreadPlace } from '@roost/protocol/entities';
import type { Event } from '@roost/protocol/events';
import { limits } from '@roost/protocol/limits';
import { noticeOf, type Notice } from '@roost/protocol/sidebar';
import { mentionedSince, mentions } from '@roost/protocol/text';
import { toIso } from '@roost/protocol/time';
import { expect } from 'vitest';
import type { LoggedEvent } from '../log/item.ts';
import type { TestPerson } from './testWorld.ts';

/**
 * Somebody with the web client's replica who gets every event that is theirs to see and nothing else, and who can be compared with
 * what the server would tell afresh.
 */
export class TestViewer {
  readonly person: TestPerson;
  #state: WorkspaceState;
  /** Channels that the viewer is in, and since which seq: decides what is theirs to see. */
  readonly #memberSince: Map<string, number>;

  private constructor(person: TestPerson, state: WorkspaceState) {
    this.person = person;
    this.#state = state;
    this.#memberSince = new Map([...state.memberships.values()].map((place) => [place.channel, place.joinedSeq]));
  }

  /** From a snapshot, with every timeline and thread on the screen. */
  static async open(person: TestPerson, workspace: string): Promise<TestViewer> {
    const viewer = new TestViewer(person, fromSnapshot(await person.do('workspace.snapshot', { workspace })));
    await viewer.readEverything();
    return viewer;
  }

  /** Takes what has been announced, as far as it is theirs. */
  take(events: readonly LoggedEvent[]): void {
    for (const event of events) {
      if (this.#maySee(event)) this.#fold(event);
      this.#follow(event);
    }
  }

  /** Asks for what the fold could not know, and reads timelines and threads that are not on the screen yet. */
  async readEverything(): Promise<void> {
    for (const channel of this.#state.wanted.keys()) await this.#ask(channel);
    for (const [root, { channel }] of this.#state.wantedThreads) await this.#askThread(root, channel);
    for (const channel of this.#state.memberships.keys()) {
      const window = this.#state.windows.get(channel);
      if (!window || window.stale) await this.#read(channel);
    }
  }

  /** What the rows of the sidebar show. */
  notices(): Map<string, Notice> {
    const { memberships, preferences } = this.#state;
    return new Map([...memberships].map(([channel, place]) => [channel, noticeOf(place, preferences.get(channel))]));
  }

  /** What folding led to is what the server tells now [C8]. */
  async compare(): Promise<void> {
    const workspace = this.#state.id;
    const fresh = fromSnapshot(await this.person.do('workspace.snapshot', { workspace }));
    expect(normalise(this.#state)).toEqual(normalise(fresh));
    for (const [id, channel] of this.#state.channels) {
      if (!fresh.channels.has(id))
        expect(channel).toEqual((await this.person.do('channel.get', { channel: id })).channel);
    }
    for (const channel of this.#state.memberships.keys()) await this.#compareTimeline(channel);
    for (const { place } of fresh.threadPlaces.values()) await this.#recount(place);
  }

  async #compareTimeline(channel: string): Promise<void> {
    const page = await this.person.do('channel.history', { channel, limit: limits.historyPage });
    const { messages } = page;
    expect(bookmarksIn(this.#state, channel)).toEqual(page.bookmarks?.list ?? []);
    expect(this.#state.windows.get(channel)?.messages).toEqual(messages);
    for (const [id, thread] of this.#state.threads) {
      if (thread.channel !== channel || thread.stale) continue;
      if (!messages.some((message) => message.id === id)) expect(thread.root).toBeNull();
      else {
        const page = await this.person.do('thread.history', { message: id, limit: limits.historyPage });
        expect({ root: thread.root, messages: thread.messages }).toEqual({ root: page.root, messages: page.messages });
      }
    }
  }

  /** Counted one by one: what others replied, or called one by, after the read position, and is still there [N3]. */
  async #recount({ root, readAt, unread }: ThreadPlace): Promise<void> {
    const self = this.person.user;
    const page = await this.person.do('thread.history', { message: root, limit: limits.historyPage }).catch(ifRefused);
    const messages = page?.messages ?? []; // all of it may have been deleted
    const counted = messages
      .filter(({ author }) => author !== self)
      .map((one) => {
        const { id, createdAt } = one;
        const mention = mentions(one, self);
        const at = mention ? mentionedSince(one, self) : createdAt;
        return { at, entry: { message: id, createdAt, mention, ...(at > createdAt && { at }) } };
      })
      .filter(({ at }) => at > readAt)
      .sort((a, b) => (a.at < b.at ? -1 : 1));
    const shown = counted.slice(-limits.unreadReplies);
    expect(unread.entries).toEqual(shown.map(({ entry }) => entry));
    expect(unread.more).toBe(counted.length > shown.length);
  }

  #fold(event: LoggedEvent): void {
    const { seq, v, type, at, actor, data, stream } = event;
    const epoch = this.#state.positions.get(stream)?.epoch;
    const sent = { seq, v, type, at: toIso(at), actor, data } as Event;
    const folded = foldBatch(this.#state, { stream, cursor: `${epoch}.${seq}`, events: [structuredClone(sent)] });
    if (!folded) throw new Error(`a batch of another stream: ${stream}`);
    this.#state = folded.state;
  }

  #maySee(event: LoggedEvent): boolean {
    if (event.stream !== this.#state.id) return event.stream === this.person.user;
    if (event.audience === '*' || this.#isOwnMove(event)) return true;
    const since = this.#memberSince.get(event.audience);
    return since !== undefined && since <= event.seq;
  }

  #follow(event: LoggedEvent): void {
    if (event.type === 'channel.deleted')
      this.#memberSince.delete((event as LoggedEvent<'channel.deleted'>).data.channel);
    if (!this.#isOwnMove(event)) return;
    if (event.type === 'member.joined') this.#memberSince.set(event.audience, event.seq);
    else this.#memberSince.delete(event.audience);
  }

  #isOwnMove({ type, data }: LoggedEvent): boolean {
    return (type === 'member.joined' || type === 'member.left') && (data as { user: string }).user === this.person.user;
  }

  async #ask(channel: string): Promise<void> {
    this.#state = awaiting(this.#state, channel);
    const answer = await this.person.do('channel.get', { channel });
    this.#state = settled(placeArrived(this.#state, answer), channel);
  }

  async #askThread(root: string, channel: string): Promise<void> {
    this.#state = askingThread(awaiting(this.#state, channel), root);
    const answer = await this.person.do('thread.place', { message: root }).catch(ifRefused);
    this.#state = answer ? threadPlaceArrived(this.#state, answer) : threadPlaceFailed(this.#state, root, true);
    this.#state = settled(this.#state, channel);
  }

  async #read(channel: string): Promise<void> {
    const limit = limits.historyPage;
    this.#state = awaiting(this.#state, channel);
    const page = await this.person.do('channel.history', { channel, limit });
    this.#state = settled(pageArrived(this.#state, channel, page, 'replace'), channel);
    for (const { id, replyCount } of page.messages) {
      if (replyCount === undefined) continue;
      this.#state = awaiting(this.#state, channel);
      const thread = await this.person.do('thread.history', { message: id, limit });
      this.#state = settled(threadArrived(this.#state, thread, 'replace'), channel);
    }
  }
}

/** As they are shown. */
function bookmarksIn({ channels, bookmarks }: WorkspaceState, channel: string) {
  return channels.get(channel)?.bookmarked ? bookmarks.get(channel)?.list : [];
}

function ifRefused(error: unknown): null {
  if (error instanceof Error && error.name === 'Reject') return null;
  throw error;
}
