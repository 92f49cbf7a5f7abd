import type { Item } from '../log/item.ts';
import type { World } from './verb.ts';

/** Resolves when the rules that a stale item was checked against are at least those that made it stale. */
export async function caughtUp(world: World, checked: Item['checked']): Promise<void> {
  const heads = await world.log.heads(checked.map(({ stream }) => stream));
  const behind = checked.flatMap(({ stream, rulesRev }) => {
    const now = heads.get(stream)?.rulesRev ?? 0;
    return now > rulesRev ? [world.rules.reaching(stream, now)] : [];
  });
  await Promise.all(behind);
}
