import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { newId } from '@roost/protocol/ids';
import type { Identity } from '../../domain/identity.ts';
import type { Revocations } from '../../domain/logins/revocations.ts';
import type { DoorContext } from '../../domain/verb.ts';
import { Reject } from '../../reject.ts';
import { whereFrom, withoutCookies } from '../caller.ts';
import type { Surroundings } from '../caller.ts';
import { FewByName } from '../../fanout/few.ts';
import { textFrame } from '../../fanout/frame.ts';
import { endWithProblem } from '../http/problem.ts';
import { Entrance } from './entrance.ts';
import { Handshakes } from './handshake.ts';
import type { Link } from './link.ts';
import { Session } from './session.ts';
import type { SessionWorld } from './sessionWorld.ts';
import { Turnstile } from './turnstile.ts';
import type { Admission } from './turnstile.ts';
import { admit, VERSION } from './upgrade.ts';
import type { UpgradeDeps } from './upgrade.ts';
import { Wire } from './wire.ts';
import type { Turn } from './wire.ts';

/*
 * The socket door: lets connections in, keeps the sessions, and once a second looks at what time has brought, for all of them in one
 * sweep. A credential that ends closes its sessions at once [A6]. Overload is answered after the 101, since a browser cannot read why
 * an upgrade failed.
 */

export interface GatewayDeps extends UpgradeDeps, Surroundings {
  world: Omit<SessionWorld, 'identified' | 'ended'>;
  revocations: Pick<Revocations, 'isRevoked' | 'onRevoked'>;
  admission: Admission;
  turn: Turn;
  random: () => number;
}

export const SOCKET_PATH = '/api/v1/socket';
export const SWEEP_MS = 1_000;
/** Who has waited longer at the entrance is asked to come later: clients give up after five seconds [K5]. */
const PATIENCE_MS = 2_500;
/** Sessions a second that a stopping server asks to come back. */
const DRAIN_RATE = 500;

export class Gateway {
  readonly #deps: GatewayDeps;
  readonly #world: SessionWorld;
  readonly #sessions = new Set<Session>();
  readonly #byCredential = new FewByName<Session>();
  readonly #turnstile: Turnstile;
  readonly #handshakes: Handshakes;
  readonly #entrance: Entrance;
  readonly #stopListening: () => void;
  #draining = false;

  constructor(deps: GatewayDeps) {
    this.#deps = deps;
    this.#world = {
      ...deps.world,
      identified: (session, identity) => this.#identified(session, identity),
      ended: (session) => this.#ended(session),
    };
    this.#entrance = new Entrance(setImmediate, deps.world.now);
    this.#turnstile = new Turnstile(deps.admission, deps.world.now);
    this.#handshakes = new Handshakes((error, socket) => refuse(socket, new Reject('invalid', `${error.message}.`)));
    this.#stopListening = deps.revocations.onRevoked((credential) => this.#revoked(credential));
  }

  get size(): number {
    return this.#sessions.size;
  }

  /** Takes the upgrades of this server. */
  listen(server: Server): void {
    server.on(
      'upgrade',
      (request: IncomingMessage, socket: Duplex, head: Buffer) => void this.#upgrade(request, socket, head),
    );
  }

  /** Looks after all sessions. Call it about once a second. */
  sweep(): void {
    const now = this.#world.now();
    for (const session of this.#sessions) session.sweep(now);
    this.#world.presence.tick();
  }

  /** Asks everybody to come back, waits for what is under way, closes with 1012 [F3]. Resolves within the deadline. */
  async drain(deadlineMs: number, wait: (ms: number) => Promise<void>): Promise<void> {
    this.#draining = true;
    const spread = Math.max(1_000, (this.#sessions.size / DRAIN_RATE) * 1_000);
    for (const session of this.#sessions) session.reconnect(Math.round(this.#deps.random() * spread));
    const until = this.#world.now() + deadlineMs;
    while ([...this.#sessions].some((session) => !session.idle) && this.#world.now() < until) await wait(20);
    const closing = [...this.#sessions];
    for (const session of closing) session.close(1012);
    this.#stopListening();
    if (closing.length > 0) await wait(100);
    for (const session of closing) session.terminate();
  }

  async #upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
    // Until a wire takes over nobody else listens, and an error without a listener would end the process.
    const onError = (): void => void socket.destroy();
    socket.on('error', onError);
    try {
      if (pathOf(request) !== SOCKET_PATH) throw new Reject('not_found', 'There is no socket at this path.');
      const since = this.#world.now();
      await this.#entrance.enter();
      const isLate = this.#world.now() - since > PATIENCE_MS;
      this.checkOpen();
      const identity = isLate ? null : await admit(request, this.#deps);
      if (socket.destroyed) return;
      this.#handshakes.answer(request, socket, head, (upgraded, rest) => {
        const wire = new Wire(upgraded, rest, this.#deps.turn);
        socket.off('error', onError);
        if (identity) this.open(wire, identity, doorOf(request, this.#deps));
        else this.#turnAway(wire);
      });
    } catch (error) {
      refuse(socket, error instanceof Reject ? error : this.#bug(error));
    }
  }

  /** Begins a session on a link; null when there is no room, which the link is told. */
  open(link: Link, identity: Identity, door: DoorContext): Session | null {
    const { credential } = identity;
    if (!this.#turnstile.pass(credential, this.#byCredential.count(credential))) {
      this.#turnAway(link);
      return null;
    }
    const session = new Session(this.#world, newId('session', this.#world.now()), identity, door, link);
    this.#sessions.add(session);
    this.#byCredential.add(credential, session);
    // It may have ended between the check and now.
    if (this.#deps.revocations.isRevoked(credential)) session.close(4502);
    return session;
  }

  /** Asks to come again in one to ten seconds. */
  #turnAway(link: Link): void {
    const afterMs = 1_000 + Math.round(this.#deps.random() * 9_000);
    link.listen({ frame() {}, alive() {}, drained() {}, ended() {} });
    link.write(textFrame(JSON.stringify({ type: 'reconnect', afterMs })));
    link.close(4003);
  }

  /** Refuses whoever comes while the server stops. */
  checkOpen(): void {
    if (this.#draining) throw new Reject('unavailable', 'The server is stopping.', { retryAfterMs: 1_000 });
  }

  #identified(session: Session, identity: Identity): void {
    if (!this.#sessions.has(session)) return; // it ended while its token was looked at
    this.#byCredential.delete(session.identity.credential, session);
    session.identity = identity;
    this.#byCredential.add(identity.credential, session);
    if (this.#deps.revocations.isRevoked(identity.credential)) session.close(4502);
  }

  #ended(session: Session): void {
    this.#sessions.delete(session);
    this.#byCredential.delete(session.identity.credential, session);
  }

  #revoked(credential: string): void {
    for (const session of [...this.#byCredential.of(credential)]) session.close(4502);
  }

  #bug(error: unknown): Reject {
    this.#world.onBug(error, { session: 'upgrade' });
    return new Reject('internal', 'Something went wrong on the server. Try again.');
  }
}

/** Read once: a session keeps nothing of the request. */
function doorOf(request: IncomingMessage, surroundings: Surroundings): DoorContext {
  return withoutCookies(whereFrom(request, surroundings));
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? '').split('?', 1)[0]!;
}

function refuse(socket: Duplex, reject: Reject): void {
  endWithProblem(socket, reject, { 'sec-websocket-version': VERSION });
}
