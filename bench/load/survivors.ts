import { setTimeout as wait } from 'node:timers/promises';
import type { People } from '../members/member.ts';
import { Returning } from '../members/returning.ts';
import { add, Heard, lacking, noPosts, numbered, numbersIn, type Sum } from './ledger.ts';
import { SETTLE_MS, TEXT, until } from './measure.ts';

/** Seconds between two messages to all. */
const TO_ALL_EVERY_S = 2;

/** Those whom the storm leaves alone: they talk at a fixed rate, whatever happens, and it is seen how late they hear each other. */
export class Survivors {
  /** Milliseconds from when a message was due until one of them had it. */
  latencies: number[] = [];
  readonly #people: People;
  readonly #perSecond: number;
  readonly #all: { person: number; member: Returning; heard: Heard }[];
  readonly #due: number[] = [];
  /** By channel. */
  readonly #said = new Map<string, Sum>();
  #answers = 0;
  #there = 0;
  #talking: Promise<void> | null = null;
  #isSilent = false;

  constructor(people: People, persons: readonly number[], perSecond: number) {
    this.#people = people;
    this.#perSecond = perSecond;
    this.#all = persons.map((person) => this.#one(person));
  }

  async come(): Promise<void> {
    for (const { member } of this.#all) member.start();
    await until(
      () => this.#there === this.#all.length,
      () => `${this.#there} of ${this.#all.length} survivors`,
    );
  }

  /** From now on they talk. */
  talk(): void {
    this.#talking = this.#talk();
  }

  async fallSilent(): Promise<void> {
    this.#isSilent = true;
    await this.#talking;
    await this.haveAll();
    await wait(SETTLE_MS);
  }

  /** They go, and do not come back. */
  leave(): void {
    this.#isSilent = true;
    for (const { member } of this.#all) member.stop();
  }

  /** Until each of them has what was said so far. */
  async haveAll(): Promise<void> {
    const posts = this.#due.length;
    const wanted = this.#all.map(({ person }) => this.said(person).count);
    await until(
      () => this.#answers >= posts && this.#all.every(({ heard }, n) => heard.sum.count >= wanted[n]!),
      () => 'a survivor lacks something',
    );
  }

  /** What was said to somebody so far: to all, and in their room. */
  said(person: number): Sum {
    const both = [this.#people.crowd, this.#people.roomOf(person)].map((channel) => this.#said.get(channel));
    return {
      count: both.reduce((sum, said) => sum + (said?.count ?? 0), 0),
      total: both.reduce((sum, said) => sum + (said?.total ?? 0), 0),
    };
  }

  /** How many messages they lack together. */
  lack(): number {
    return this.#all.reduce((sum, { person, heard }) => sum + lacking(heard.sum, this.said(person)), 0);
  }

  async #talk(): Promise<void> {
    const begin = performance.now();
    const toAllEvery = Math.round(this.#perSecond * TO_ALL_EVERY_S);
    for (let n = 0; !this.#isSilent; n++) {
      const due = begin + (n * 1_000) / this.#perSecond;
      if (due > performance.now()) await wait(due - performance.now());
      const { person, member } = this.#all[n % this.#all.length]!;
      const { crowd, roomOf } = this.#people;
      this.#post(member, n % toAllEvery === 0 ? crowd : roomOf(person), due);
    }
  }

  #post(member: Returning, channel: string, due: number): void {
    const id = this.#due.push(due);
    const said = this.#said.get(channel) ?? noPosts();
    this.#said.set(channel, said);
    add(said, id);
    member.post(channel, id, numbered(id, TEXT));
  }

  #one(person: number): { person: number; member: Returning; heard: Heard } {
    const heard = new Heard();
    let isThere = false;
    const { port, tokens } = this.#people;
    const member = new Returning(
      { port, token: tokens[person]! },
      {
        welcomed: () => {
          if (isThere) throw new Error('The server cut a survivor off.');
          isThere = true;
          heard.connected();
          this.#there++;
        },
        turnedAway() {},
        answered: () => this.#answers++,
        batch: (payload) => {
          const now = performance.now();
          for (const id of numbersIn(payload)) if (heard.hear(id)) this.latencies.push(now - this.#due[id - 1]!);
        },
      },
    );
    return { person, member, heard };
  }
}
