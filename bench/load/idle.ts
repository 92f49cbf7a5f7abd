import { setTimeout as wait } from 'node:timers/promises';
import { connect, measure, type Ground, type Result } from './measure.ts';
import { Tally } from './tally.ts';

/** So many members are connected, in rooms, and nobody says anything. */
export interface Idle {
  type: 'idle';
  members: number;
}

/** These come before the memory of the rest is counted: what the first one loads is no session's. */
const FIRST = 100;
const SETTLE_MS = 1_000;

export async function idle(ground: Ground, { members }: Idle): Promise<Result> {
  const { server } = ground;
  const tally = new Tally('none');
  const all = await connect(ground, { to: FIRST, where: 'rooms' }, () => tally.ears());
  const collected = async (): Promise<number> => {
    await server.collect();
    await wait(SETTLE_MS);
    return server.residentKib();
  };
  const base = await collected();
  let asItStands = 0;
  let grown = 0;
  const result = await measure(ground, tally, async () => {
    all.push(...(await connect(ground, { from: FIRST, to: members, where: 'rooms' }, () => tally.ears())));
    await wait(ground.seconds * 1000);
    asItStands = server.residentKib();
    grown = (await collected()) - base;
  });
  for (const member of all) member.close();
  return { ...result, clients: members - FIRST, base, grown, grownBeforeCollection: asItStands - base };
}
