import type { Ears } from '../members/member.ts';

/** Which latency is told: until the sender is answered, or until a member has it. */
export type Latency = 'ack' | 'delivery' | 'none';

/** What all members together sent and heard. */
export class Tally {
  posts = 0;
  acks = 0;
  deliveries = 0;
  /** Milliseconds from the time when a message was due. */
  latencies: number[] = [];
  onAcknowledged: (person: number) => void = () => {};
  onDelivered: () => void = () => {};
  readonly #latency: Latency;
  readonly #sent: { due: number; person: number }[] = [];

  constructor(latency: Latency) {
    this.#latency = latency;
  }

  /** Notes a post and gives it its number. */
  sent(due: number, person = 0): number {
    this.#sent.push({ due, person });
    return ++this.posts;
  }

  /** The ears of one member. The latency of deliveries supposes that all posts reach it, in order. */
  ears(): Ears {
    let heard = 0;
    return {
      acknowledged: (id) => {
        const { due, person } = this.#sent[id - 1]!;
        this.acks++;
        if (this.#latency === 'ack') this.latencies.push(performance.now() - due);
        this.onAcknowledged(person);
      },
      delivered: (count) => {
        this.deliveries += count;
        if (this.#latency === 'delivery') {
          const now = performance.now();
          for (let n = 0; n < count; n++) this.latencies.push(now - this.#sent[heard + n]!.due);
        }
        heard += count;
        this.onDelivered();
      },
    };
  }
}
