import type { ReservedSql, Sql } from 'postgres';
import { adoptDatabase, differs, readIdentity } from './epoch.ts';
import type { DatabaseIdentity } from './epoch.ts';
import type { Patience } from './timers.ts';

/*
 * The one connection that this process writes over, opened when needed and again after a failure. A connection in doubt is
 * never used again: postgres.js would reconnect by itself and run the rest of a transaction outside of it, so each connection
 * is a postgres.js of its own and is thrown away with it.
 */

// Everything that the log and its projections touch they touch by key. A plan made while tables were small would scan them for
// as long as the connection lives.
const BY_KEY = 'set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off; set jit = off';

/** What the log tells whoever operates it. A pino logger fits. */
export interface LogLogger {
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

/** An open connection of one's own. */
export interface Connection {
  readonly tx: ReservedSql;
  readonly pid: number;
  /** When its session began, in seconds, as PostgreSQL writes them. */
  readonly startedAt: string;
  readonly identity: DatabaseIdentity;
  /** False once it is lost or was cut. Nothing may be sent then. */
  isAlive(): boolean;
  /** Cuts it. */
  cut(): void;
}

export class WritingConnection {
  readonly #connect: () => Sql;
  readonly #logger: LogLogger;
  #current: Connection | null = null;

  constructor(connect: () => Sql, logger: LogLogger) {
    this.#connect = connect;
    this.#logger = logger;
  }

  /** The open connection; opens one until patience ends, then null. */
  async open(patience: Patience): Promise<Connection | null> {
    while (!this.#current?.isAlive()) {
      if (patience.over) return null;
      const opening = this.#openOnce();
      const opened = await patience.within(opening).catch((error: Error) => error);
      if (opened === null) opening.then((late) => late.cut()).catch(() => {});
      else if (opened instanceof Error) {
        this.#logger.warn({ err: opened }, 'The log cannot reach the database.');
        await patience.pause();
      } else this.#current = opened;
    }
    return this.#current;
  }

  /** Throws the connection away; the next use opens another. */
  discard(): void {
    this.#current?.cut();
    this.#current = null;
  }

  async #openOnce(): Promise<Connection> {
    const own = this.#connect();
    let alive = true;
    own.options.onclose = () => (alive = false);
    const end = () => void own.end({ timeout: 0 }).catch(() => {});
    try {
      // Before reserve(), which hangs when the first connection fails.
      const [row] = await own<{ pid: number; startedAt: string }[]>`
        select pid, extract(epoch from backend_start)::text as "startedAt" from pg_stat_activity where pid = pg_backend_pid()`;
      const tx = await own.reserve();
      await tx.unsafe(BY_KEY);
      const identity = await this.#adopt(tx);
      const cut = () => {
        alive = false;
        end();
      };
      const connection = { tx, ...row!, identity, cut, isAlive: () => alive };
      return connection;
    } catch (error) {
      end();
      throw error;
    }
  }

  async #adopt(tx: ReservedSql): Promise<DatabaseIdentity> {
    const identity = await readIdentity(tx);
    const { change } = await adoptDatabase(tx, identity);
    if (change === 'epochs')
      this.#logger.warn(identity, 'This is not the database of before: every stream has a new epoch.');
    return identity;
  }
}

/** Whether what was begun over one connection can be asked about over the other. */
export function sameDatabase(a: Connection, b: Connection): boolean {
  return !differs(a.identity, b.identity);
}
