import type { EventType } from '@roost/protocol/events';
import { fromIso } from '@roost/protocol/time';
import type { LoggedEvent, Projection } from '../../log/item.ts';
import { nameKeyOf } from '../names.ts';
import { directKeyOf } from './entity.ts';
import { insertChannels, touchChannels, updateChannels, type SavedChannel } from './sql.ts';

type Changed = 'channel.updated' | 'channel.archived' | 'channel.unarchived';

export const channelCreated: Projection<'channel.created'> = {
  type: 'channel.created',
  order: 30,
  apply: (tx, events) => [insertChannels(tx, events.map(toRow))],
};

const changed = <T extends Changed>(type: T, order: number): Projection<T> => ({
  type,
  order,
  apply: (tx, events) => [updateChannels(tx, (events as unknown as LoggedEvent<Changed>[]).map(toRow))],
});

export const channelUpdated = changed('channel.updated', 31);
export const channelArchived = changed('channel.archived', 32);
export const channelUnarchived = changed('channel.unarchived', 33);

export const channelBackfilled: Projection<'channel.backfilled'> = {
  type: 'channel.backfilled',
  order: 34,
  apply: (tx, events) => [
    touchChannels(
      tx,
      events.map(({ seq, data }) => ({ id: data.channel, seq })),
    ),
  ],
};

function toRow({
  at,
  seq,
  data: { channel },
}: LoggedEvent<Changed | 'channel.created'> & { type: EventType }): SavedChannel {
  return {
    id: channel.id,
    workspace: channel.workspace,
    kind: channel.kind,
    name: channel.name,
    nameKey: channel.name === null ? null : nameKeyOf(channel.name),
    topic: channel.topic,
    directKey: channel.users ? directKeyOf(channel.users) : null,
    general: channel.general ? 1 : 0,
    createdBy: channel.createdBy,
    createdAt: fromIso(channel.createdAt) ?? at,
    archivedAt: channel.archivedAt === undefined ? null : fromIso(channel.archivedAt),
    rev: seq,
  };
}
