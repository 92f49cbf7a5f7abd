import type { Item, Outcome } from '../../log/item.ts';
import { Reject } from '../../reject.ts';
import { caughtUp } from '../caughtUp.ts';
import type { World } from '../verb.ts';

const MAX_ATTEMPTS = 10;

/**
 * Appends for the commands that dispatch leaves to themselves (those with secret answers). `plan` checks and plans again whenever what
 * it had looked at has moved on [L3].
 */
export async function appendFresh<P extends { item: Item }>(
  world: World,
  plan: () => Promise<P>,
): Promise<{ planned: P; outcome: Exclude<Outcome, { type: 'stale' }> }> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const planned = await plan();
    const outcome = await world.log.append(planned.item);
    if (outcome.type !== 'stale') return { planned, outcome };
    await caughtUp(world, planned.item.checked);
  }
  throw new Reject('busy', 'The rules kept changing meanwhile. Try again.');
}
