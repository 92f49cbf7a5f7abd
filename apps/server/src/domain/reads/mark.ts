import type { EventData } from '@roost/protocol/events';
import type { Args } from '@roost/protocol/registry';
import { fromIso, toIso } from '@roost/protocol/time';
import type { NewEvent } from '../../log/item.ts';
import { Reject } from '../../reject.ts';
import { actingOnChannel } from '../acting.ts';
import { noMessage } from '../messages/find.ts';
import { findMessageRow } from '../messages/sql.ts';
import { plans, type World } from '../verb.ts';
import { newestIn, readId, readPosition } from './sql.ts';

/** Moves one's read position: forward, or back when that is what is meant [M3]. Never to before one's joining. */
export const readMark = plans('read.mark', async (world, call, args) => {
  const { actor, channel, checked } = await actingOnChannel(world, call, args.channel, 'markRead');
  const joinedAt = channel.members.get(actor.id)?.joinedAt ?? 0;
  const stored = await readPosition(world.database.sql, actor.id, channel.id);
  const present = Math.max(stored ?? 0, joinedAt);
  const readAt = Math.max(await instantOf(world, args), joinedAt);
  const moves = args.back === true ? readAt !== present : readAt > present;
  const id = readId(actor.id, channel.id);
  return {
    item: moves
      ? {
          events: [marked(actor.id, { channel: channel.id, message: args.message ?? null, readAt: toIso(readAt) })],
          checked,
          guards: [{ kind: 'read', id, is: stored === null ? '' : String(stored) }],
          touches: [`read:${id}`],
        }
      : null,
    answer: () => ({ readAt: toIso(moves ? readAt : present) }),
  };
});

async function instantOf(world: World, { channel, message, at }: Args<'read.mark'>): Promise<number> {
  if ((message === undefined) === (at === undefined))
    throw new Reject('invalid', 'Name a message or an instant.', {
      field: message === undefined ? 'args.message' : 'args.at',
    });
  if (message !== undefined) return instantOfMessage(world, channel, message);
  const instant = fromIso(at!);
  if (instant === null) throw new Reject('invalid', 'args.at is not an instant.', { field: 'args.at' });
  // What is not written yet cannot have been read.
  return Math.min(instant, await newestIn(world.database.sql, channel));
}

async function instantOfMessage(world: World, channel: string, id: string): Promise<number> {
  const message = await findMessageRow(world.database.sql, id);
  if (!message || message.channel !== channel) throw noMessage();
  if (message.threadRoot !== null && !message.inChannel) {
    throw new Reject('invalid', 'A reply is not in the channel’s timeline.', { field: 'args.message' });
  }
  return message.createdAt;
}

function marked(user: string, data: EventData<'read.marked'>): NewEvent<'read.marked'> {
  return { stream: user, type: 'read.marked', actor: user, audience: '*', data: () => data };
}
