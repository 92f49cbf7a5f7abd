import { setTimeout as wait } from 'node:timers/promises';
import type { Coming, Ears, Member, Place } from '../members/member.ts';
import { connect, measure, SETTLE_MS, TEXT, until, type Ground, type Result } from './measure.ts';
import { Tally } from './tally.ts';

/** All clients of one room are cut off at once, miss some messages, and come back all at once while one goes on writing. */
export interface Storm {
  type: 'storm';
  clients: number;
  missed: number;
  everyMs: number;
}

/** The server takes note of so many closed connections. */
const NOTED_MS = 1_000;

export async function storm(ground: Ground, { clients, missed, everyMs }: Storm): Promise<Result> {
  const tally = new Tally('none');
  const heard = new Int32Array(clients);
  const ears = (person: number): Ears => ({
    acknowledged() {},
    delivered: (count) => {
      heard[person]! += count;
      tally.deliveries += count;
    },
  });
  const remember: Coming = { remember: true };
  const writer = await ground.join(clients, 'crowd', tally.ears());
  const say = (): void => writer.post(tally.sent(performance.now()), TEXT);
  const everybodyHas = (count: number): Promise<void> =>
    until(
      () => tally.acks === tally.posts && heard.every((own) => own >= count),
      () => `somebody has ${Math.min(...heard)} of ${count}`,
    );

  let all = await connect(ground, { to: clients, where: 'crowd' }, ears, remember);
  let result: Result | null = null;
  // The first time is a rehearsal: a server that has never seen anybody come back would compile instead.
  for (const rehearsal of [true, false]) {
    const settled = tally.posts + 1;
    say();
    await everybodyHas(settled);
    const places = all.map((member) => member.place());
    for (const member of all) member.close();
    await wait(NOTED_MS);
    for (let n = 0; n < missed; n++) {
      say();
      await until(
        () => tally.acks === tally.posts,
        () => 'an answer',
      );
    }
    const talk = setInterval(say, everyMs);
    const live = await measure(ground, tally, async () => {
      all = await comeBack(ground, places, ears);
      await everybodyHas(settled + missed);
    });
    clearInterval(talk);
    await everybodyHas(tally.posts);
    await wait(SETTLE_MS);
    if (heard.some((own) => own !== tally.posts)) throw new Error('Somebody has a message twice.');
    if (!rehearsal) result = { ...live, clients };
  }
  for (const member of [...all, writer]) member.close();
  return result!;
}

function comeBack(ground: Ground, places: readonly Place[], ears: (person: number) => Ears): Promise<Member[]> {
  return Promise.all(
    places.map((after, person) => ground.join(person, 'crowd', ears(person), { remember: true, after })),
  );
}
