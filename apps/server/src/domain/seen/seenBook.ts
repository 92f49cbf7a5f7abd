import type { Sql } from '../../storage/sql.ts';

/** Whoever comes and goes all the time is written down this often, and no more. */
const LEAST_MS = 5 * 60_000;

/**
 * When people were active last. It is in no stream: it is written when somebody stops being active, in one statement for all who did
 * meanwhile, at most once in five minutes for each; what waits for that is known here already, and lost with a process that is killed.
 */
export class SeenBook {
  readonly #sql: Sql;
  readonly #now: () => number;
  readonly #waiting = new Map<string, number>();
  /** When each was written last, for as long as that matters. */
  readonly #written = new Map<string, number>();

  constructor(sql: Sql, now: () => number) {
    this.#sql = sql;
    this.#now = now;
  }

  note(user: string, atMs: number): void {
    this.#waiting.set(user, atMs);
  }

  /** Writes what may be written; all of it at the end. */
  async flush({ all = false } = {}): Promise<void> {
    const now = this.#now();
    for (const [user, at] of this.#written) if (now - at >= LEAST_MS || at > now) this.#written.delete(user);
    const due = [...this.#waiting].filter(([user]) => all || !this.#written.has(user));
    if (due.length === 0) return;
    for (const [user] of due) {
      this.#waiting.delete(user);
      this.#written.set(user, now);
    }
    try {
      await this.#write(due);
    } catch (error) {
      this.#putBack(due);
      throw error;
    }
  }

  async #write(due: readonly (readonly [user: string, at: number])[]): Promise<void> {
    const sql = this.#sql;
    await sql`
      insert into last_seen as l (user_id, at)
      select * from unnest(${due.map(([user]) => user)}::text[], ${due.map(([, at]) => at * 1_000)}::bigint[])
      on conflict (user_id) do update set at = greatest(l.at, excluded.at)`;
  }

  /** What could not be written waits again, unless something newer does, and may be written at once. */
  #putBack(due: readonly (readonly [user: string, at: number])[]): void {
    for (const [user, at] of due) {
      this.#written.delete(user);
      if (!this.#waiting.has(user)) this.#waiting.set(user, at);
    }
  }

  /** In microseconds, of those of whom it is known. */
  async of(users: readonly string[]): Promise<Map<string, number>> {
    const sql = this.#sql;
    const rows = await sql<{ user: string; at: number }[]>`
      select user_id as user, at from last_seen where user_id = any(${[...users]}::text[])`;
    const seen = new Map(rows.map(({ user, at }) => [user, at]));
    for (const user of users) {
      const at = this.#waiting.get(user);
      if (at !== undefined) seen.set(user, at * 1_000);
    }
    return seen;
  }
}
