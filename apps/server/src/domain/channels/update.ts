import type { Channel } from '@roost/protocol/entities';
import type { Args } from '@roost/protocol/registry';
import { isDeepStrictEqual } from 'node:util';
import type { NewEvent } from '../../log/item.ts';
import { actingInChannel, allow, type ActingInChannel } from '../acting.ts';
import { systemNote } from '../messages/systemNote.ts';
import { channelName, nameKeyOf, oneLine, someLines } from '../names.ts';
import { plans } from '../verb.ts';
import { channelEvent, channelIn } from './events.ts';
import { checkName, nameTaken, presentChannel } from './find.ts';
import { checkPosting, keptPosting } from './posting.ts';

type Changes = Args<'channel.update'>;

/** Changes what a channel is called, what it says of itself, who may write in it; what concerns its readers is told in the timeline. */
export const channelUpdate = plans('channel.update', async (world, call, args) => {
  const acting = await actingInChannel(world, call, args.channel);
  checkMay(acting, args);
  const before = await presentChannel(world, args.channel);
  const after = changed(before, args);
  const renamed = after.name !== before.name;
  if (renamed) await checkName(world, acting, after.name ?? '', before.id);
  if (isDeepStrictEqual(after, before)) return { item: null, answer: () => ({ channel: before }) };
  const { workspace, actor, checked } = acting;
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

function checkMay(acting: ActingInChannel, { name, topic, description, posting, newcomers }: Changes): void {
  const says = topic !== undefined || description !== undefined;
  const rules = posting !== undefined || newcomers !== undefined;
  if (name !== undefined || (!says && !rules)) allow('renameChannel', acting);
  if (says) allow('setTopic', acting);
  if (newcomers !== undefined) allow('setNewcomers', acting);
  if (posting === undefined) return;
  allow('setPosting', acting);
  checkPosting(acting, posting);
}

function changed(before: Channel, to: Changes): Channel {
  const { description: _, posting: __, newcomers: ___, ...rest } = before;
  const description = to.description === undefined ? before.description : someLines(to.description) || undefined;
  const posting = to.posting === undefined ? before.posting : keptPosting(to.posting);
  const newcomers = to.newcomers ?? before.newcomers;
  return {
    ...rest,
    name: to.name === undefined ? before.name : channelName(to.name),
    topic: to.topic === undefined ? before.topic : oneLine(to.topic),
    ...(description !== undefined && { description }),
    ...(posting && { posting }),
    ...(newcomers && { newcomers: true as const }),
  };
}

function notes(before: Channel, after: Channel, author: string): NewEvent[] {
  const place = { workspace: before.workspace, channel: before.id, author };
  const renamed = { type: 'renamed', from: before.name ?? '', to: after.name ?? '' } as const;
  const who = after.posting?.who ?? 'everybody';
  return [
    ...(after.name === before.name ? [] : [systemNote(place, renamed)]),
    ...(after.topic === before.topic ? [] : [systemNote(place, { type: 'topic', topic: after.topic })]),
    ...(who === (before.posting?.who ?? 'everybody') ? [] : [systemNote(place, { type: 'posting', who })]),
  ];
}
