import { setTimeout as wait } from 'node:timers/promises';
import { connect, drained, measure, TEXT, WARM_UP_MS, type Ground, type Result, type Where } from './measure.ts';
import { Tally, type Latency } from './tally.ts';

const SENDERS = 10;

/** Everybody in one room; messages come at a fixed rate from ten of them, whether the server keeps up or not. */
export interface Steady {
  type: 'steady';
  members: number;
  perSecond: number;
  latency: Latency;
}

export async function steady(
  ground: Ground,
  { members, perSecond, latency }: Steady,
  atLast: () => Promise<Partial<Result>> = async () => ({}),
): Promise<Result> {
  const tally = new Tally(latency);
  const all = await connect(ground, { to: members, where: 'crowd' }, () => tally.ears());
  const send = async (ms: number): Promise<void> => {
    const begin = performance.now();
    for (let n = 0; n < (ms * perSecond) / 1000; n++) {
      const due = begin + (n * 1000) / perSecond;
      if (due > performance.now()) await wait(due - performance.now());
      all[n % SENDERS]!.post(tally.sent(due), TEXT);
    }
    await drained(tally, members);
  };
  await send(WARM_UP_MS);
  const result = await measure(ground, tally, () => send(ground.seconds * 1000));
  const rest = await atLast();
  for (const member of all) member.close();
  return { ...result, ...rest };
}

/** So many messages are in flight at any time: a message is until the last member has it. */
export interface Saturated {
  type: 'saturated';
  members: number;
  where: Where;
  inFlight: number;
}

export async function saturated(ground: Ground, { members, where, inFlight }: Saturated): Promise<Result> {
  const tally = new Tally('ack');
  const audience = where === 'crowd' ? members : ground.roomSize;
  const rooms = members / audience;
  const all = await connect(ground, { to: members, where }, () => tally.ears());
  let sending = true;
  const fill = (): void => {
    while (sending && tally.posts - tally.deliveries / audience < inFlight) {
      const n = tally.posts;
      // One room after the other, and in each one of its members after the other.
      const sender = (n % rooms) * audience + (Math.floor(n / rooms) % Math.min(audience, SENDERS));
      all[sender]!.post(tally.sent(performance.now()), TEXT);
    }
  };
  tally.onDelivered = fill;
  fill();
  await wait(WARM_UP_MS);
  const result = await measure(ground, tally, () => wait(ground.seconds * 1000));
  sending = false;
  await drained(tally, audience);
  for (const member of all) member.close();
  return result;
}

/** Everybody has so many messages in flight and posts the next when one is acknowledged, in rooms. */
export interface Senders {
  type: 'senders';
  members: number;
  inFlight: number;
}

export async function senders(ground: Ground, { members, inFlight }: Senders): Promise<Result> {
  const tally = new Tally('ack');
  const audience = Math.min(members, ground.roomSize);
  let sending = true;
  const all = await connect(ground, { to: members, where: 'rooms' }, () => tally.ears());
  const post = (person: number): void => all[person]!.post(tally.sent(performance.now(), person), TEXT);
  tally.onAcknowledged = (person) => sending && post(person);
  for (let n = 0; n < members * inFlight; n++) post(n % members);
  await wait(WARM_UP_MS);
  const result = await measure(ground, tally, () => wait(ground.seconds * 1000));
  sending = false;
  await drained(tally, audience);
  for (const member of all) member.close();
  return result;
}
