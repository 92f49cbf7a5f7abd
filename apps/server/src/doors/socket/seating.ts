import { toCursor } from '@roost/protocol/cursor';
import { Seat } from '../../fanout/seat.ts';
import type { Reader } from '../../fanout/seat.ts';
import type { Claim } from './resume.ts';
import type { SessionWorld } from './sessionWorld.ts';

/*
 * The seats of one session: the streams of its identity, held at the gate, and where the session is in each. A seat without an
 * epoch has never been joined. After `end` nothing is held, also when something was under way.
 */

type Places = readonly { user: string; workspace: string }[];

export class Seating {
  /** Who the session is, and where. */
  places: Places = [];
  readonly #world: Pick<SessionWorld, 'rules' | 'gate' | 'hub' | 'resumer'>;
  readonly #reader: Reader;
  readonly #subject: string;
  #seats: readonly Seat[] = [];
  #ended = false;

  constructor(world: Pick<SessionWorld, 'rules' | 'gate' | 'hub' | 'resumer'>, reader: Reader, subject: string) {
    this.#world = world;
    this.#reader = reader;
    this.#subject = subject;
  }

  /** Holds the identity's streams and says what a new session wants of each, by the cursors of its hello. */
  async claim(cursors: ReadonlyMap<string, string | null>): Promise<Claim[]> {
    await this.#hold(await this.#world.rules.membershipsOf(this.#subject));
    return this.#seats.map((seat) => ({ seat, cursor: cursors.get(seat.stream) }));
  }

  /** What a session that was parked wants of each stream: to go on from where it is. */
  claimAgain(): Claim[] {
    return this.#seats.map((seat) =>
      seat.epoch === ''
        ? { seat, cursor: null }
        : { seat, cursor: toCursor({ epoch: seat.epoch, seq: seat.written }), patient: true },
    );
  }

  /** Whether it is seated wherever its identity is now: then there is nothing to follow. */
  get isCurrent(): boolean {
    return this.#world.rules.placesOf(this.#subject) === this.places && this.#seats.every(({ epoch }) => epoch !== '');
  }

  /** Whether the stream is one of this session's. */
  has(stream: string): boolean {
    return this.#seats.some((seat) => seat.stream === stream);
  }

  /** Follows workspaces that came or went. New ones are joined with a resync: the client has nothing of them yet. */
  async follow(): Promise<void> {
    if (!this.#reader.listening) return;
    const places = await this.#world.rules.membershipsOf(this.#subject);
    for (const seat of this.#seats) {
      if (seat.user !== null && !places.some(({ user }) => user === seat.user)) this.#giveUp(seat);
    }
    await this.#hold(places);
    const unseated = this.#seats.filter(({ epoch }) => epoch === '');
    if (unseated.length === 0 || !this.#reader.listening) return;
    const claims = unseated.map((seat): Claim => ({ seat, cursor: null }));
    await this.#world.resumer.join(
      claims,
      () => this.#reader.listening,
      () => {},
    );
  }

  /** The seats that moved since the last time, after handing over what waits for them, and the life in which they did. */
  moved(): { seat: Seat; epoch: string; position: number }[] {
    const moved: { seat: Seat; epoch: string; position: number }[] = [];
    for (const seat of this.#seats) {
      this.#world.hub.flushStream(seat.stream);
      const position = this.#world.gate.track(seat.stream).seq;
      if (seat.epoch === '' || position === seat.beaten) continue;
      seat.beaten = position;
      moved.push({ seat, epoch: seat.epoch, position });
    }
    return moved;
  }

  /** Gets up everywhere; the places are kept. */
  leave(): void {
    for (const seat of this.#seats) this.#world.hub.leave(seat);
  }

  end(): void {
    this.leave();
    this.#world.gate.release(this.#seats.map(({ stream }) => stream));
    this.#seats = [];
    this.#ended = true;
  }

  async #hold(places: Places): Promise<void> {
    const own = this.#subject.startsWith('U') ? [] : [{ stream: this.#subject, user: null }];
    const all = [
      ...own,
      ...places.flatMap(({ user, workspace }) => [
        { stream: user, user },
        { stream: workspace, user },
      ]),
    ];
    const missing = all.filter(({ stream }) => !this.has(stream));
    const streams = missing.map(({ stream }) => stream);
    await this.#world.gate.hold(streams);
    if (this.#ended) {
      this.#world.gate.release(streams);
      return;
    }
    this.places = places;
    this.#seats = this.#seats.concat(missing.map(({ stream, user }) => new Seat(stream, user, this.#reader)));
  }

  #giveUp(seat: Seat): void {
    this.#world.hub.leave(seat);
    this.#seats = this.#seats.filter((each) => each !== seat);
    this.#world.gate.release([seat.stream]);
  }
}
