import type { Message } from '@roost/protocol/entities';
import type { LoggedEvent } from '../log/item.ts';
import { Announcement } from './announcement.ts';

/*
 * The recent events of the hosted streams, so that a short absence is resumed without the database. A ring knows from where on
 * it is complete (`floor`): `since` answers only what it can answer completely.
 */

export interface RingLimits {
  /** Events and characters of one stream. */
  events: number;
  size: number;
  /** Characters of all streams of the process together; the one that is longest quiet is emptied first. */
  total: number;
}

export const ringLimits: RingLimits = { events: 4_096, size: 1_048_576, total: 67_108_864 };

/** All rings of the process, under one budget. */
export class Rings {
  readonly #limits: RingLimits;
  readonly #byAge = new Set<Ring>();
  #total = 0;

  constructor(limits: RingLimits = ringLimits) {
    this.#limits = limits;
  }

  /** A ring that is complete from the position `floor` on. */
  open(floor: number): Ring {
    return new Ring(floor, this.#limits, this);
  }

  /** A ring has become larger or smaller by so many characters. */
  account(ring: Ring, change: number): void {
    this.#total += change;
    this.#byAge.delete(ring);
    if (ring.size > 0) this.#byAge.add(ring);
    if (change <= 0) return;
    for (const oldest of this.#byAge) {
      if (this.#total <= this.#limits.total || oldest === ring) break;
      oldest.clear();
    }
  }
}

export class Ring {
  readonly #limits: RingLimits;
  readonly #rings: Pick<Rings, 'account'>;
  #events: Announcement[] = [];
  #start = 0;
  #floor: number;
  #last: number;
  #size = 0;

  constructor(floor: number, limits: RingLimits, rings: Pick<Rings, 'account'>) {
    this.#floor = floor;
    this.#last = floor;
    this.#limits = limits;
    this.#rings = rings;
  }

  get size(): number {
    return this.#size;
  }

  /** Takes the next announced event. */
  push(event: Announcement): void {
    const before = this.#size;
    const gone = deletedBy(event);
    if (gone !== null) this.#forgetText(gone);
    this.#events.push(event);
    this.#size += event.json.length;
    this.#last = event.seq;
    while (this.#events.length - this.#start > this.#limits.events || this.#size > this.#limits.size)
      this.#dropOldest();
    if (this.#start > 64 && this.#start * 2 > this.#events.length) {
      this.#events = this.#events.slice(this.#start);
      this.#start = 0;
    }
    this.#rings.account(this, this.#size - before);
  }

  /** What was announced after `seq`, or null when part of it is no longer here. */
  since(seq: number): Announcement[] | null {
    if (seq < this.#floor) return null;
    let from = this.#events.length;
    while (from > this.#start && this.#events[from - 1]!.seq > seq) from--;
    return this.#events.slice(from);
  }

  /** The stream began another life at this position. */
  restart(position: number): void {
    this.#last = position;
    this.clear();
  }

  /** Forgets everything; complete again from here on. */
  clear(): void {
    const before = this.#size;
    this.#events = [];
    this.#start = 0;
    this.#size = 0;
    this.#floor = this.#last;
    this.#rings.account(this, -before);
  }

  /** What is deleted is emptied here as it is in the log: nothing deleted is replayed [M4]. */
  #forgetText(message: string): void {
    for (let i = this.#start; i < this.#events.length; i++) {
      const full = this.#events[i]!;
      if (!tells(full, message)) continue;
      const emptied = new Announcement(withoutText(full.event as LoggedEvent<TellsText>));
      this.#events[i] = emptied;
      this.#size += emptied.json.length - full.json.length;
    }
  }

  #dropOldest(): void {
    const oldest = this.#events[this.#start]!;
    this.#size -= oldest.json.length;
    this.#floor = oldest.seq;
    this.#start++;
  }
}

type TellsText = 'message.posted' | 'message.edited';

function deletedBy({ event }: Announcement): string | null {
  return event.type === 'message.deleted' ? (event as LoggedEvent<'message.deleted'>).data.message : null;
}

function tells({ event }: Announcement, message: string): boolean {
  if (event.type !== 'message.posted' && event.type !== 'message.edited') return false;
  return (event as LoggedEvent<TellsText>).data.message.id === message;
}

/** What its deletion takes out of the event in the log, too (`deleteMessages`). */
const ITS_WORDS = ['files', 'reached', 'mentioned', 'quote', 'poll', 'thirdPerson'] as const;

function withoutText({ json: _, ...event }: LoggedEvent<TellsText>): LoggedEvent<TellsText> {
  const message = { ...event.data.message, text: '' } as Message;
  for (const name of ITS_WORDS) delete message[name];
  return { ...event, data: { message } };
}
