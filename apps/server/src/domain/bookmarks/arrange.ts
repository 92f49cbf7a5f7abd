import type { Bookmarks } from '@roost/protocol/bookmark';
import { bookmarkAddress, withBookmark, withChangedBookmark, withoutBookmark } from '@roost/protocol/bookmarks';
import { limits } from '@roost/protocol/limits';
import type { Value } from '@roost/protocol/registry';
import type { LoggedEvent, NewEvent } from '../../log/item.ts';
import { Reject } from '../../reject.ts';
import { actingInChannel, allow, type ActingInChannel } from '../acting.ts';
import { channelEvent } from '../channels/events.ts';
import { presentChannel } from '../channels/find.ts';
import { properName } from '../names.ts';
import { canBookmark } from '../permissions.ts';
import { emojiOf } from '../reactions/emoji.ts';
import { plans, type Call, type Plan, type World } from '../verb.ts';
import { readBookmarks } from './sql.ts';

/** Puts a link under a channel's name. One with this id stays as it is. */
export const bookmarkAdd = plans(
  'bookmark.add',
  (world, call, { channel, bookmark, before, ...said }) =>
    arrange(world, call, channel, (present, { actor }) => {
      const title = checkedTitle(said.title);
      const address = checkedAddress(said.address);
      const emoji = checkedEmoji(said.emoji ?? null);
      const after = withBookmark(present, { id: bookmark, title, address, emoji, by: actor.id }, before);
      if (after.list.length > limits.bookmarks)
        throw new Reject('conflict', `This channel has ${limits.bookmarks} bookmarks. Take one away first.`);
      return after;
    }),
  again,
);

/** Renames a bookmark, leads it elsewhere or moves it. */
export const bookmarkUpdate = plans(
  'bookmark.update',
  (world, call, { channel, bookmark, title, address, emoji, before }) =>
    arrange(world, call, channel, (present) => {
      if (!present.list.some(({ id }) => id === bookmark))
        throw new Reject('not_found', 'There is no such bookmark.', { field: 'args.bookmark' });
      return withChangedBookmark(present, bookmark, {
        ...(title !== undefined && { title: checkedTitle(title) }),
        ...(address !== undefined && { address: checkedAddress(address) }),
        ...(emoji !== undefined && { emoji: checkedEmoji(emoji) }),
        ...(before !== undefined && { before }),
      });
    }),
  again,
);

/** Takes a bookmark away. One that is gone already changes nothing: two people may do it at once. */
export const bookmarkRemove = plans(
  'bookmark.remove',
  (world, call, { channel, bookmark }) =>
    arrange(world, call, channel, (present) => withoutBookmark(present, bookmark)),
  again,
);

/** One list per channel: of two people who arrange at the same moment, the second is planned again on what the first has left. */
async function arrange(
  world: World,
  call: Call,
  channel: string,
  change: (present: Bookmarks, acting: ActingInChannel) => Bookmarks,
): Promise<Plan<{ bookmarks: Bookmarks }>> {
  const acting = await actingInChannel(world, call, channel);
  allow('bookmark', acting);
  if (!canBookmark(acting.actor, acting.channel))
    throw new Reject('forbidden', 'Only who may write in this channel arranges its bookmarks.');
  const before = await readBookmarks(world.database.sql, channel);
  const after = change(before, acting);
  if (after === before) return { item: null, answer: () => ({ bookmarks: before }) };
  return {
    item: {
      events: [arranged(acting, after), ...(await toldOfChannel(world, acting, before, after))],
      checked: acting.checked,
      guards: [{ kind: 'bookmarks', id: channel, is: before.rev === 0 ? '' : String(before.rev) }],
      touches: [`bookmarks:${channel}`, `channel:${channel}`],
    },
    answer: ([event]) => ({ bookmarks: { channel, rev: event!.seq, list: after.list } }),
    keep: 'event',
  };
}

function arranged({ workspace, actor, channel }: ActingInChannel, { list }: Bookmarks): NewEvent {
  const event: NewEvent<'bookmarks.arranged'> = {
    stream: workspace,
    type: 'bookmarks.arranged',
    actor: actor.id,
    audience: channel.id,
    data: () => ({ channel: channel.id, list }),
  };
  return event as NewEvent;
}

/** The channel says whether it has any, so that their row has its place before they are known. */
async function toldOfChannel(
  world: World,
  { actor, channel }: ActingInChannel,
  before: Bookmarks,
  after: Bookmarks,
): Promise<NewEvent[]> {
  const isMarked = after.list.length > 0;
  if (isMarked === before.list.length > 0) return [];
  const { bookmarked: _, ...rest } = await presentChannel(world, channel.id);
  const becomes = isMarked ? { ...rest, bookmarked: true as const } : rest;
  return [channelEvent('channel.updated', actor.id, rest, () => becomes)];
}

function checkedTitle(typed: string): string {
  return properName(typed, 'args.title');
}

function checkedAddress(typed: string): string {
  const address = bookmarkAddress(typed);
  if (address !== null) return address;
  throw new Reject('invalid', 'An address begins with https://, http:// or mailto:.', { field: 'args.address' });
}

function checkedEmoji(typed: string | null): string | null {
  return typed === null ? null : emojiOf(typed);
}

/** The answer of a repeated one: what is there now, for who may still see it. */
async function again(world: World, call: Call, event: LoggedEvent): Promise<Value<'bookmark.add'>> {
  const { channel } = (event as LoggedEvent<'bookmarks.arranged'>).data;
  await actingInChannel(world, call, channel);
  return { bookmarks: await readBookmarks(world.database.sql, channel) };
}
