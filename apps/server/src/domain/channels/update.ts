import type { Channel } from '@roost/protocol/entities';
import type { NewEvent } from '../../log/item.ts';
import { actingInChannel, allow } from '../acting.ts';
import { systemNote } from '../messages/systemNote.ts';
import { channelName, nameKeyOf, oneLine } from '../names.ts';
import { plans } from '../verb.ts';
import { channelEvent, channelIn } from './events.ts';
import { nameTaken, presentChannel, refuseTakenName } from './find.ts';

/** Renames a channel or changes its topic; each change is told in the timeline. */
export const channelUpdate = plans('channel.update', async (world, call, args) => {
  const acting = await actingInChannel(world, call, args.channel);
  const { workspace, actor, checked } = acting;
  if (args.name !== undefined || args.topic === undefined) allow('renameChannel', acting);
  if (args.topic !== undefined) allow('setTopic', acting);
  const before = await presentChannel(world, args.channel);
  const after = changed(before, args);
  const renamed = after.name !== before.name;
  if (renamed) await refuseTakenName(world, workspace, nameKeyOf(after.name ?? ''), before.id);
  if (!renamed && after.topic === before.topic) return { item: null, answer: () => ({ channel: before }) };
  return {
    item: {
      events: [channelEvent('channel.updated', actor.id, before, () => after), ...notes(before, after, actor.id)],
      checked,
      guards: [],
      touches: [`channel:${before.id}`, ...(renamed ? [`name:${workspace}:${nameKeyOf(after.name ?? '')}`] : [])],
    },
    answer: (events) => channelIn(events),
    taken: nameTaken,
  };
});

function changed(before: Channel, to: { name?: string; topic?: string }): Channel {
  return {
    ...before,
    name: to.name === undefined ? before.name : channelName(to.name),
    topic: to.topic === undefined ? before.topic : oneLine(to.topic),
  };
}

function notes(before: Channel, after: Channel, author: string): NewEvent[] {
  const place = { workspace: before.workspace, channel: before.id, author };
  const renamed = { type: 'renamed', from: before.name ?? '', to: after.name ?? '' } as const;
  return [
    ...(after.name === before.name ? [] : [systemNote(place, renamed)]),
    ...(after.topic === before.topic ? [] : [systemNote(place, { type: 'topic', topic: after.topic })]),
  ];
}
