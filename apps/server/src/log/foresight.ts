import { advanceAll, groupByType, moveStreams, newRows } from './burst.ts';
import { TakenInstants } from './clocks.ts';
import { numberBatch, toWriting } from './numbering.ts';
import { list, names, numbers, rows } from '../storage/columns.ts';
import { part } from '../storage/part.ts';
import type { Part } from '../storage/part.ts';
import type { UnderLock, Writing } from './burst.ts';
import type { Numbered } from './numbering.ts';
import type { Entry } from './selection.ts';
import type { AnyProjection, GuardReader, Projection, StreamHead } from './item.ts';

/*
 * What this process would find under the lock if nobody else wrote meanwhile: where streams and clocks stand after all that it has
 * committed. Of a plain batch that is all there is to know; it is numbered by it and written as one statement, which is a transaction of
 * its own: one way to PostgreSQL and back instead of three. The statement itself compares, under the lock, and fails as a whole when
 * anything differs. So a wrong guess costs time, and nothing else.
 *
 * All of the statement sees one snapshot, taken before the lock. That is good enough because a stream that stands where it was foreseen
 * to stand has not been written to since.
 */

/** A batch that was numbered before its streams were locked, and the statement that writes it. */
export interface Foreseen {
  numbered: Numbered;
  statement: Part;
}

const KNOWN = 100_000;
/** Batches that look first after somebody else was seen to write: two busy processes would write every second one in vain. */
const WARY_FOR = 64;

export class Foresight {
  readonly #heads = new Map<string, StreamHead>();
  readonly #lastAt = new Map<string, number>();
  readonly #projections: readonly AnyProjection[];
  readonly #guards: ReadonlyMap<string, GuardReader>;
  #wary = 0;

  constructor(projections: readonly AnyProjection[], guards: ReadonlyMap<string, GuardReader>) {
    this.#projections = projections;
    this.#guards = guards;
  }

  /** The batch, ready to be written. Null when something has to be looked at first. */
  foresee(entries: readonly Entry[], nowMicros: number): Foreseen | null {
    if (this.#wary > 0) this.#wary--;
    const found = this.#found(entries);
    if (!found) return null;
    const numbered = numberBatch(entries, found, new TakenInstants(), nowMicros);
    if (numbered.settled.size > 0) return null;
    const writes = writtenAtOnce(toWriting(numbered, nowMicros), this.#projections);
    return writes && { numbered, statement: asOne(found, numbered, this.#guards, writes) };
  }

  /** Whether the batch is likely to be foreseen when its turn comes. */
  knows(entries: readonly Entry[]): boolean {
    return this.#found(entries) !== null;
  }

  /** What was found under the lock, and what a batch makes of it that is about to be committed. */
  learn(found: Pick<UnderLock, 'heads' | 'lastAt'>, { heads, lastAt }: Numbered): void {
    if (this.#heads.size + this.#lastAt.size > KNOWN) this.forget();
    for (const [stream, head] of found.heads) this.#heads.set(stream, { ...head });
    for (const [clock, at] of found.lastAt) this.#lastAt.set(clock, at);
    for (const [stream, head] of heads) this.#heads.set(stream, { ...head });
    for (const [clock, at] of lastAt) this.#lastAt.set(clock, at);
  }

  /** Something that was sent may not have been committed. */
  forget(): void {
    this.#heads.clear();
    this.#lastAt.clear();
  }

  /** Somebody else writes, too. */
  beWary(): void {
    this.forget();
    this.#wary = WARY_FOR;
  }

  #found(entries: readonly Entry[]): UnderLock | null {
    if (this.#wary > 0) return null;
    const found: UnderLock = { xid: '', heads: new Map(), lastAt: new Map(), usedKeys: [], states: new Map() };
    return entries.every((entry) => this.#add(entry, found)) ? found : null;
  }

  // False when something that the entry needs is not known. That its key is new and its guards let it pass shows in the end.
  #add({ streams, item }: Entry, { heads, lastAt, states }: UnderLock): boolean {
    if (item.alongside) return false;
    for (const stream of streams) {
      const head = this.#heads.get(stream);
      if (!head) return false;
      heads.set(stream, head);
    }
    for (const { clock, givenAt, rules } of item.events) {
      const at = clock === undefined ? 0 : this.#lastAt.get(clock);
      if (at === undefined || givenAt !== undefined || rules) return false;
      if (clock !== undefined) lastAt.set(clock, at);
    }
    for (const { kind, id, is } of item.guards) {
      if (!this.#guards.get(kind)?.fromStreams) return false;
      const ofKind = states.get(kind);
      if (ofKind) ofKind.set(id, is);
      else states.set(kind, new Map([[id, is]]));
    }
    return true;
  }
}

function writtenAtOnce(writing: Writing, projections: readonly AnyProjection[]): Part[] | null {
  const byType = groupByType(writing.events);
  if (!advanceAll(projections, writing.clocked)) return null;
  const parts = newRows(writing);
  for (const { type, apart } of projections as readonly Projection[]) {
    const events = byType.get(type);
    if (!events) continue;
    const made = apart?.(events, byType);
    if (!made) return null;
    parts.push(...made);
  }
  return parts;
}

/**
 * Locks, compares, writes. When a stream does not stand where it was foreseen, it divides by zero; when a guard does not let pass, it
 * takes the root of -1. Then nothing is written: an error is the one way in which all of a statement is undone.
 */
function asOne(
  { heads, states }: UnderLock,
  { heads: moved }: Numbered,
  guards: ReadonlyMap<string, GuardReader>,
  writes: readonly Part[],
): Part {
  const [first, ...others] = heads.values();
  const after = others.length === 0 ? moved.get(first!.stream) : undefined;
  let [all, answer] = after ? moveOne(first!, after) : lockAndMove([...heads.values()], [...moved.values()]);
  for (const [i, write] of writes.entries()) all = part`${all}, ${named('w', i)} as (${write})`;
  for (const [i, [kind, ofKind]] of [...states].entries()) {
    const name = named('g', i);
    all = part`${all}, ${name} as materialized (${letPass(guards.get(kind)!, ofKind)})`;
    answer = part`${answer}, sqrt((select yes from ${name})::int4 - 1)`;
  }
  return part`${all} ${answer} from locked`;
}

/** All streams are locked in the order of their ids before any of them is moved. */
function lockAndMove(foreseen: readonly StreamHead[], moved: readonly StreamHead[]): [all: Part, answer: Part] {
  const columns = {
    id: names(foreseen.map(({ stream }) => stream)),
    epoch: names(foreseen.map(({ epoch }) => epoch)),
    seq: numbers(foreseen.map(({ seq }) => seq)),
    rules_rev: numbers(foreseen.map(({ rulesRev }) => rulesRev)),
  };
  const all = part`
    with locked as materialized (
      select id, epoch, seq, rules_rev, resume_floor from stream
      where id = any(${list(foreseen.map(({ stream }) => stream))}::text[]) order by id for update
    ), same as materialized (
      select count(*) = ${foreseen.length}::int4 as yes from locked l join ${rows('f', columns)}
        on f.id = l.id and f.epoch = l.epoch and f.seq = l.seq and f.rules_rev = l.rules_rev
    ), moved as (${moveStreams(moved)})`;
  return [all, part`select id as stream, resume_floor as "resumeFloor", 1 / (select yes from same)::int4 as same`];
}

/** A single stream is locked, compared and moved in one go: whoever waits for its row compares with what the other has left there. */
function moveOne(foreseen: StreamHead, { seq, rulesRev }: StreamHead): [all: Part, answer: Part] {
  const all = part`
    with locked as (
      update stream set seq = ${seq}::int8, rules_rev = ${rulesRev}::int8
      where id = ${foreseen.stream}::text and epoch = ${foreseen.epoch}::text and seq = ${foreseen.seq}::int8
        and rules_rev = ${foreseen.rulesRev}::int8
      returning id, resume_floor
    )`;
  return [all, part`select max(id) as stream, max(resume_floor) as "resumeFloor", 1 / count(*) as same`];
}

function letPass({ read }: GuardReader, states: ReadonlyMap<string, string>): Part {
  const ids = [...states.keys()];
  return part`
    select count(*) = ${ids.length}::int4 as yes
    from unnest(${list(ids)}::text[], ${list([...states.values()])}::text[]) w (id, wanted)
    left join (${read(ids)}) r on r.id = w.id where coalesce(r.state, '') = w.wanted`;
}

function named(letter: string, i: number): Part {
  return { text: [`${letter}${i}`], values: [] };
}
