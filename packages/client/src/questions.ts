import type { Message } from '@roost/protocol/entities';
import { limits } from '@roost/protocol/limits';
import { backoffMs } from './backoff.ts';
import type { Copies } from './copies.ts';
import { peopleOf, shownPeople } from './people.ts';
import type { Clock, Randomness } from './ports.ts';
import { RequestRejected } from './rejected.ts';
import { askingPlace, awaiting, learned, placeArrived, placeFailed, settled } from './replica.ts';
import type { Ask } from './streams.ts';
import { askingThread, threadPlaceArrived, threadPlaceFailed } from './threadPlaces.ts';

export interface QuestionsWorld {
  clock: Clock;
  random: Randomness;
  copies: Copies;
  ask: Ask;
  isLive(): boolean;
}

/** Asks what the fold wants to know (one's place in channels and threads) and what the screen does (people). */
export class Questions {
  readonly #world: QuestionsWorld;
  /** Channels and threads whose question is on its way, or pauses after a failure. */
  readonly #busy = new Set<string>();
  readonly #failures = new Map<string, number>();
  readonly #needed = new Map<string, Set<string>>();
  readonly #askedUsers = new Set<string>();

  constructor(world: QuestionsWorld) {
    this.#world = world;
  }

  /** Asks for every place that is wanted. Cheap; called after every change. */
  tend(): void {
    if (!this.#world.isLive()) return;
    for (const state of this.#world.copies.state.workspaces.values()) {
      for (const [channel, wanted] of state.wanted) {
        if (wanted === 'open' && !this.#busy.has(channel)) void this.#askPlace(state.id, channel);
      }
      for (const [root, wanted] of state.wantedThreads) {
        if (wanted.state === 'open' && !this.#busy.has(root)) void this.#askThread(state.id, root, wanted.channel);
      }
    }
  }

  /** Asks for the people whom these messages show. */
  meet(workspace: string, messages: readonly Message[]): void {
    this.needUsers(workspace, [...new Set(messages.flatMap(peopleOf))]);
  }

  /** Asks for people who are not known, all of one turn together. */
  needUsers(workspace: string, users: readonly string[]): void {
    const known = this.#world.copies.get(workspace)?.users;
    const missing = users.filter((user) => !known?.has(user) && !this.#askedUsers.has(user));
    this.#need(workspace, missing);
  }

  /** Another snapshot took the copy's place. Where it does not tell of everybody, those who are shown are asked for again. */
  swapped(workspace: string): void {
    const state = this.#world.copies.get(workspace);
    if (state && !state.usersComplete) this.#need(workspace, [...shownPeople(state)]);
  }

  /** A new connection: what was refused for lack of one may be asked again. */
  connected(): void {
    this.#askedUsers.clear();
  }

  #need(workspace: string, users: readonly string[]): void {
    if (users.length === 0) return;
    const needed = this.#needed.get(workspace);
    if (needed) return users.forEach((user) => needed.add(user));
    this.#needed.set(workspace, new Set(users));
    queueMicrotask(() => this.#askUsers(workspace));
  }

  async #askPlace(workspace: string, channel: string): Promise<void> {
    const { copies, ask } = this.#world;
    this.#busy.add(channel);
    copies.update(workspace, (state) => askingPlace(state, channel));
    const life = copies.life(workspace);
    const isCurrent = () => copies.life(workspace) === life;
    try {
      const place = await ask('channel.get', { channel });
      if (isCurrent()) copies.update(workspace, (state) => settled(placeArrived(state, place), channel));
      this.needUsers(workspace, place.channel.users ?? []);
      this.#failures.delete(channel);
      this.#busy.delete(channel);
    } catch (error) {
      const notThere = error instanceof RequestRejected && !error.retryable;
      this.#pause(channel);
      if (isCurrent()) copies.update(workspace, (state) => settled(placeFailed(state, channel, notThere), channel));
    }
    this.tend();
  }

  async #askThread(workspace: string, root: string, channel: string): Promise<void> {
    const { copies, ask } = this.#world;
    this.#busy.add(root);
    copies.update(workspace, (state) => askingThread(awaiting(state, channel), root));
    const life = copies.life(workspace);
    const isCurrent = () => copies.life(workspace) === life;
    try {
      const answer = await ask('thread.place', { message: root });
      if (isCurrent()) copies.update(workspace, (state) => settled(threadPlaceArrived(state, answer), channel));
      this.#failures.delete(root);
      this.#busy.delete(root);
    } catch (error) {
      const notThere = error instanceof RequestRejected && !error.retryable;
      this.#pause(root);
      if (isCurrent()) copies.update(workspace, (state) => settled(threadPlaceFailed(state, root, notThere), channel));
    }
    this.tend();
  }

  #pause(channel: string): void {
    const failures = this.#failures.get(channel) ?? 0;
    this.#failures.set(channel, failures + 1);
    this.#world.clock.setTimer(
      () => {
        this.#busy.delete(channel);
        this.tend();
      },
      backoffMs(failures, this.#world.random.unit()),
    );
  }

  #askUsers(workspace: string): void {
    const users = [...(this.#needed.get(workspace) ?? [])];
    this.#needed.delete(workspace);
    for (let at = 0; at < users.length; at += limits.idsPerRequest)
      void this.#askSome(workspace, users.slice(at, at + limits.idsPerRequest));
  }

  async #askSome(workspace: string, users: string[]): Promise<void> {
    for (const user of users) this.#askedUsers.add(user);
    try {
      const found = await this.#world.ask('user.get', { workspace, users });
      this.#world.copies.update(workspace, (state) => learned(state, found));
    } catch {
      for (const user of users) this.#askedUsers.delete(user);
    }
  }
}
