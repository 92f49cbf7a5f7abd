import { afterAll, beforeAll, expect, test } from 'vitest';
import { Seat } from '../../fanout/seat.ts';
import { Session } from '../socket/session.ts';
import { call } from '../testClient.ts';
import { newcomers } from './alive.ts';
import { Dice } from './dice.ts';
import { httpAttack } from './httpAttack.ts';
import { KnownIds } from './samples.ts';
import { socketAttack } from './socketAttack.ts';
import type { Attack, Target } from './socketAttack.ts';
import { freshToken, openWatchedHouse } from './watchedHouse.ts';
import type { WatchedHouse } from './watchedHouse.ts';

/*
 * Random hostile clients against a real server, beside a healthy pair. A run is one connection, made by its own seed; a finding names
 * it, and ROOST_FUZZ_SEED with ROOST_FUZZ_RUNS=1 sends the same bytes again. `npm run fuzz` goes on for as long as one likes.
 */

const SEED = Number(process.env['ROOST_FUZZ_SEED'] ?? Math.floor(Math.random() * 1e9));
const RUNS = Number(process.env['ROOST_FUZZ_RUNS'] ?? 400);
const MINUTES = Number(process.env['ROOST_FUZZ_MINUTES'] ?? 0);
const AT_ONCE = 20;
/** Far above what is seen, far below what a stuck server would need. */
const MOST_TURNS = 2_000;
const MOST_GROWTH = 256 * 1024 * 1024;

let watched: WatchedHouse;
let target: Target;
let people: string[];
const sessions = newcomers(Session);
const seats = newcomers(Seat);

beforeAll(async () => {
  watched = await openWatchedHouse();
  const { house, url } = watched;
  const own = await house.channel('mallorys', 'Mallory', 'private');
  const { token } = house.as('Mallory');
  const posted = await call(url, 'message.post', { channel: own, text: 'mine', clientId: 'first' }, token);
  people = ['Mallory', 'Sofia'];
  const ids = people.flatMap((name) => [house.people[name]!.account.id, house.people[name]!.user!.id]);
  target = {
    url,
    tokens: people.map((name) => house.as(name).token),
    ids: new KnownIds([...ids, house.team, house.general, own, posted.message.id, house.people['Maya']!.user!.id]),
    streams: [house.team, ...ids, 'T0000000000000000', 'UZZZZZZZZZZZZZZZZ'],
  };
});
afterAll(() => watched.close());

/** So many hostile connections at once; what the server said to them that it must not say. */
async function wave(seeds: readonly number[], lingering: Attack[]): Promise<string[]> {
  const attacks = seeds.map((seed) => {
    const dice = new Dice(seed);
    return {
      seed,
      stays: dice.chance(0.2),
      attack: dice.chance(0.6) ? socketAttack(dice, target) : httpAttack(dice, target),
    };
  });
  // The pair's exchange goes through everything that the attackers go through, behind them.
  for (let i = 0; i < 3; i++) await watched.pair.exchange();
  const findings = attacks.flatMap(({ seed, attack }) => {
    const found = judged(attack);
    if (watched.complaints.length > 0) found.push(...watched.complaints.splice(0));
    return found.length === 0 ? [] : [`seed ${seed}:\n  ${found.join('\n  ')}\n  ${attack.transcript.join('\n  ')}`];
  });
  for (const { stays, attack } of attacks) {
    if (stays) lingering.push(attack);
    else attack.end();
  }
  while (lingering.length > 100) lingering.shift()!.end();
  return findings;
}

function judged(attack: Attack): string[] {
  try {
    return attack.judge();
  } catch (error) {
    return [String(error)];
  }
}

async function untilGone(): Promise<void> {
  for (let i = 0; i < 200 && watched.house.server.app.gateway.size > 2; i++) await watched.pair.exchange();
}

async function attackOn(
  total: () => boolean,
  from: number,
): Promise<{ runs: number; findings: string[]; peak: number }> {
  const lingering: Attack[] = [];
  const findings: string[] = [];
  let [runs, peak] = [0, 0];
  while (!total() && findings.length < 5) {
    const count = Math.min(AT_ONCE, RUNS);
    findings.push(
      ...(await wave(
        Array.from({ length: count }, (_, i) => from + runs + i),
        lingering,
      )),
    );
    runs += count;
    peak = Math.max(peak, process.memoryUsage().rss);
    if (runs % 5_000 === 0) target.tokens = await Promise.all(people.map((name) => freshToken(watched.url, name)));
  }
  for (const attack of lingering) attack.end();
  await untilGone();
  return { runs, findings, peak };
}

test(
  `[S9][S3][O2] hostile clients from seed ${SEED} on get documented answers, and a healthy pair goes on talking`,
  async () => {
    const before = process.memoryUsage().rss;
    const until = performance.now() + MINUTES * 60_000;
    let left = Math.ceil(RUNS / AT_ONCE);
    const enough = () => (MINUTES > 0 ? performance.now() > until : left-- <= 0);
    const { runs, findings, peak } = await attackOn(enough, SEED);
    console.info(
      `${runs} hostile connections from seed ${SEED}; the pair waited ${watched.pair.slowest} turns at most`,
    );
    expect(findings.join('\n\n')).toBe('');
    expect(watched.pair.slowest).toBeLessThan(MOST_TURNS);
    expect(peak - before).toBeLessThan(MOST_GROWTH);
  },
  MINUTES * 60_000 + 120_000,
);

test('afterwards no session and no seat is left but those of the pair', async () => {
  await untilGone();
  expect(watched.house.server.app.gateway.size).toBe(2);
  // What a session asked for last may still be on its way, and holds it.
  // To count costs a second or more.
  let left = sessions();
  for (let i = 0; i < 10 && left > 2; i++) {
    for (let j = 0; j < 10; j++) await watched.pair.exchange();
    left = sessions();
  }
  expect(left).toBe(2);
  expect(seats()).toBe(6); // account, person and workspace, twice
});
