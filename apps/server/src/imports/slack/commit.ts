import type { World } from '../../domain/verb.ts';
import type { Item, LoggedEvent } from '../../log/item.ts';

/** How an import is to go. */
export interface ImportOptions {
  workspace: string;
  /** Read and count everything, change nothing. */
  dryRun: boolean;
  /** Import people whom users.json does not list under their id, instead of refusing. */
  placeholders: boolean;
  onProgress: (phase: 'reading' | 'writing', done: number, of: number) => void;
}

/** Appends what cannot be refused; anything but a commit is a bug or a race with another import. */
export async function commit(world: World, item: Item): Promise<LoggedEvent[]> {
  const outcome = await world.log.append(item);
  if (outcome.type !== 'committed') throw new Error(`The log did not take an item of the import: ${outcome.type}.`);
  return outcome.events;
}
