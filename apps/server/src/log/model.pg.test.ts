import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { list } from '../storage/columns.ts';
import { part } from '../storage/part.ts';
import { freshDatabase } from '../storage/testDatabase.ts';
import type { TestDatabase } from '../storage/testDatabase.ts';
import type { GuardReader, Item, Log, LoggedEvent, NewEvent, Outcome } from './item.ts';
import { ADA, key, makeChannels, messages, openTestLog, OTHER_TEAM, posting, TEAM } from './testLog.ts';
import { proxyTo } from './testProxy.ts';
import type { Proxy } from './testProxy.ts';

// Random appends from two writers, against what the rules of the log allow. Things (T0 … T2 of each stream) are messages that may be made
// once each; whoever makes one guards that it is not there yet, which holds under the lock of its stream.

const things: GuardReader = {
  kind: 'thing',
  read: (ids) => part`select id, 'there' as state from message where id = any(${list(ids)}::text[])`,
};

interface Step {
  writer: 0 | 1;
  streams: string[];
  key: number | null;
  args: number;
  thing: number | null;
  rules: boolean;
  poison: boolean;
  /** Cut the first writer's wire at the next COMMIT. */
  cut: 'before' | 'after' | null;
  /** Wait for this one before the next. */
  wait: boolean;
}

const rarely = <T>(value: fc.Arbitrary<T>) => fc.option(value, { freq: 6, nil: null });
const step: fc.Arbitrary<Step> = fc.record({
  writer: fc.constantFrom(0, 1),
  streams: fc.constantFrom([TEAM], [TEAM], [OTHER_TEAM], [TEAM, OTHER_TEAM], [OTHER_TEAM, TEAM, TEAM]),
  key: fc.option(fc.nat(3), { nil: null }),
  args: fc.constantFrom(0, 0, 0, 1),
  thing: fc.option(fc.nat(2), { nil: null }),
  rules: fc.boolean(),
  poison: fc.nat(9).map((n) => n === 0),
  cut: rarely(fc.constantFrom('before', 'after')),
  wait: fc.boolean(),
});

let database: TestDatabase;
let proxy: Proxy;

beforeAll(async () => {
  database = await freshDatabase();
  proxy = await proxyTo(database.url);
});
afterAll(async () => {
  await proxy.close();
  await database.drop();
});

const thingOf = ({ thing, streams }: Step): string | null => (thing === null ? null : `T${thing} of ${streams[0]!}`);

function itemOf(made: Step, rulesRev: ReadonlyMap<string, number>): Item {
  const thing = thingOf(made);
  const events: NewEvent[] = made.streams.map((stream, i) =>
    posting({
      stream,
      text: made.poison ? '\u0000' : `args ${made.args}`,
      ...(made.rules && i === 0 && { rules: true }),
      ...(thing !== null && i === 0 && { id: thing }),
    }),
  );
  const guards = thing === null ? [] : [{ kind: 'thing', id: thing, is: '' }];
  return {
    events,
    guards,
    checked: made.streams.slice(0, 1).map((stream) => ({ stream, rulesRev: rulesRev.get(stream) ?? 0 })),
    touches: guards.map(({ kind, id }) => `${kind}:${id}`),
    ...(made.key !== null && { key: key(`k${made.key}`, `args ${made.args}`) }),
  };
}

async function run(steps: Step[]) {
  await database.sql`truncate stream, event, command_key, message, channel`;
  await makeChannels(database.sql);
  const heard: LoggedEvent[][] = [[], []];
  const rulesRev = new Map<string, number>();
  const writers = await Promise.all(
    [proxy.url, database.url].map((url) =>
      openTestLog(url, database.sql, { projections: [messages], guards: [things] }),
    ),
  );
  writers.forEach((log, i) =>
    log.onCommitted((stream, events, head) => {
      heard[i]!.push(...events);
      rulesRev.set(stream, Math.max(rulesRev.get(stream) ?? 0, head.rulesRev));
    }),
  );
  const results: { step: Step; outcome: Promise<Outcome | Error> }[] = [];
  for (const made of steps) {
    if (made.cut) proxy.cutAt('commit', made.cut);
    const outcome = (writers[made.writer] as Log).append(itemOf(made, rulesRev)).catch((error: Error) => error);
    results.push({ step: made, outcome });
    if (made.wait) await outcome;
  }
  const outcomes = await Promise.all(
    results.map(async ({ step: made, outcome }) => ({ step: made, outcome: await outcome })),
  );
  const stored = await Promise.all(
    [TEAM, OTHER_TEAM].map((stream) => writers[0]!.read({ stream, after: 0, upTo: 1e6, limit: 1e6 })),
  );
  await Promise.all(writers.map((log) => log.close()));
  return { outcomes, stored, heard };
}

describe('the log under random appends from two writers', () => {
  it('[L1][L2][L3][L4][L5][L6] keeps all its promises', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
        const { outcomes, stored, heard } = await run(steps);
        const committed = outcomes.flatMap(({ outcome }) => ('events' in outcome ? [outcome.events] : []));

        // Without holes, and exactly what was answered as committed: nothing lost, nothing doubled, nothing else.
        for (const events of stored) expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => i + 1));
        const places = (events: LoggedEvent[]) => events.map(({ stream, seq }) => `${stream} ${seq}`).sort();
        expect(places(committed.flat())).toEqual(places(stored.flat()));
        expect(places(heard.flat())).toEqual(places(stored.flat()));
        const rows = await database.sql<{ id: string }[]>`select id from message`;
        expect(rows.length).toBe(stored.flat().length);

        // Each writer announces each stream in order.
        for (const own of heard)
          for (const stream of [TEAM, OTHER_TEAM]) {
            const seqs = own.filter((event) => event.stream === stream).map(({ seq }) => seq);
            expect(seqs).toEqual([...seqs].sort((a, b) => a - b));
          }

        // Poison is refused unless something else spoke first; every key took effect at most once; things were made once.
        const effects = new Map<string, number>();
        for (const { step: made, outcome } of outcomes) {
          if (outcome instanceof Error) expect(made.poison).toBe(true);
          else if (outcome.type === 'committed') {
            expect(made.poison).toBe(false);
            if (made.key !== null) effects.set(`key ${made.key}`, (effects.get(`key ${made.key}`) ?? 0) + 1);
            const thing = thingOf(made);
            if (thing !== null) effects.set(thing, (effects.get(thing) ?? 0) + 1);
          } else if (outcome.type === 'repeated') {
            expect(outcome.event).toMatchObject({ actor: ADA, data: { message: { text: `args ${made.args}` } } });
          } else if (outcome.type === 'conflict') expect([made.key !== null, outcome.reason]).toEqual([true, 'key']);
        }
        expect([...effects.values()].every((count) => count === 1)).toBe(true);
      }),
      { numRuns: Number(process.env.LOG_RUNS ?? 15) },
    );
  }, 120_000);
});
