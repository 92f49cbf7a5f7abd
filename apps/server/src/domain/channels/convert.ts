import type { Channel } from '@roost/protocol/entities';
import type { LoggedEvent, NewEvent } from '../../log/item.ts';
import { actingOnChannel } from '../acting.ts';
import { systemNote } from '../messages/systemNote.ts';
import { plans } from '../verb.ts';
import { channelEvent } from './events.ts';
import { presentChannel } from './find.ts';

/**
 * Makes a public channel private or a private one public. Of one that becomes private everybody is told that it is hidden, by its id
 * alone, and its members what it is now; of one that becomes public everybody is told all of that [W2].
 */
export const channelConvert = plans('channel.convert', async (world, call, args) => {
  const { workspace, actor, checked } = await actingOnChannel(world, call, args.channel, 'convertChannel');
  const before = await presentChannel(world, args.channel);
  const { kind } = args;
  if (before.kind === kind) return { item: null, answer: () => ({ channel: before }) };
  const { newcomers: _, ...rest } = before;
  const after: Channel = kind === 'private' ? { ...rest, kind } : { ...before, kind };
  return {
    item: {
      events: [
        channelEvent('channel.updated', actor.id, after, () => after),
        ...(kind === 'private' ? [hidden(after, actor.id)] : []),
        systemNote({ workspace, channel: after.id, author: actor.id }, { type: 'converted', kind }),
      ],
      checked,
      guards: [],
      touches: [`channel:${after.id}`],
    },
    answer: ([updated]) => ({ channel: (updated as LoggedEvent<'channel.updated'>).data.channel }),
  };
});

function hidden({ id, workspace }: Channel, actor: string): NewEvent {
  const event: NewEvent<'channel.hidden'> = {
    stream: workspace,
    type: 'channel.hidden',
    actor,
    audience: '*',
    data: () => ({ channel: id }),
  };
  return event as NewEvent;
}
