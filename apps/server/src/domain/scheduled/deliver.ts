import { Reject } from '../../reject.ts';
import { callAs } from '../callAs.ts';
import { caughtUp } from '../caughtUp.ts';
import { actingIn } from '../acting.ts';
import { workspaceOfDeleted } from '../channels/sql.ts';
import type { World } from '../verb.ts';
import { planDelivery } from './delivery.ts';
import { around, keeping, mustBeDue } from './keep.ts';
import { findScheduled, type Waiting } from './sql.ts';

const MAX_ATTEMPTS = 8;

/**
 * The time of a message has come. What is refused for good stays in its author's list with the reason [E3]; what may succeed later is
 * thrown, and tried again by whoever called. What waits no more is nothing to do.
 */
export async function deliver(world: World, id: string): Promise<void> {
  for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
    const waiting = await findScheduled(world.database.sql, id);
    if (!waiting || waiting.scheduled.failed) return;
    mustBeDue(world, waiting.scheduled.at);
    const item = await itemFor(world, waiting);
    if (!item) return;
    const outcome = await world.log.append(item);
    if (outcome.type === 'committed') return;
    if (outcome.type !== 'stale') throw new Error(`a message that waited met a ${outcome.type}`);
    await caughtUp(world, item.checked);
  }
  throw new Reject('busy', 'The rules kept changing meanwhile.');
}

async function itemFor(world: World, waiting: Waiting) {
  const { channel } = waiting.scheduled;
  const found = await world.rules.ofChannel(channel);
  const workspace = found?.rules.workspace ?? (await workspaceOfDeleted(world.database.sql, channel));
  if (workspace === null) return null;
  const call = callAs(await world.rules.of(workspace), waiting.user);
  if (!call) return null; // who left the workspace has no stream any more that somebody reads
  try {
    return (await planDelivery(world, call, waiting)).item;
  } catch (error) {
    if (!(error instanceof Reject) || error.body.retryable) throw error;
    const { checked } = await actingIn(world, call, workspace);
    const { rev, ...contents } = waiting.scheduled;
    const failed = { code: error.code, detail: error.message };
    return keeping(waiting.user, { ...contents, failed }, { checked, ...around(contents.id, rev) }).item;
  }
}
