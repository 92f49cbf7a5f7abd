import type { Channel } from '@roost/protocol/entities';
import type { LoggedEvent, NewEvent, Place } from '../../log/item.ts';

type ChannelEvent = 'channel.created' | 'channel.updated' | 'channel.archived' | 'channel.unarchived';

/** Who hears of a channel itself: everybody of a public one, else its members [W1, W2]. */
export function audienceOf(channel: Pick<Channel, 'id' | 'kind'>): string {
  return channel.kind === 'public' ? '*' : channel.id;
}

/** The channel as it becomes; its `rev` is the event's place. */
export function channelEvent<T extends ChannelEvent>(
  type: T,
  actor: string,
  of: Pick<Channel, 'id' | 'kind' | 'workspace'>,
  becomes: (place: Place) => Omit<Channel, 'rev'>,
): NewEvent {
  return {
    stream: of.workspace,
    type,
    actor,
    audience: audienceOf(of),
    rules: true,
    data: (place) => ({ channel: { ...becomes(place), rev: place.seq } }),
  };
}

/** The channel that the item's first event carries. */
export function channelIn(events: readonly LoggedEvent[]): { channel: Channel } {
  return { channel: (events[0] as LoggedEvent<ChannelEvent>).data.channel };
}
