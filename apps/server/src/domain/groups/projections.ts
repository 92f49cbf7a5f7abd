import { fromIso } from '@roost/protocol/time';
import type { LoggedEvent, Projection } from '../../log/item.ts';
import { saveGroups, type SavedGroup } from './sql.ts';

type Told = 'group.created' | 'group.updated';

const told = <T extends Told>(type: T, order: number): Projection<T> => ({
  type,
  order,
  apply: (tx, events) => saveGroups(tx, (events as unknown as LoggedEvent<Told>[]).map(toRow)),
});

export const groupCreated = told('group.created', 25);
export const groupUpdated = told('group.updated', 26);

function toRow({ at, seq, data: { group } }: LoggedEvent<Told>): SavedGroup {
  return { group, at: fromIso(group.createdAt) ?? at, seq };
}
