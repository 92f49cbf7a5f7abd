import type { Args } from '@roost/protocol/registry';
import { Reject } from '../../reject.ts';
import { actingIn, type Acting } from '../acting.ts';
import { containing } from '../names.ts';
import { runs, type World } from '../verb.ts';
import { channelOrders, channelsOf, listChannels, type ChannelOrder, type ListedChannel, type Listing } from './sql.ts';

const PAGE = 100;

type Sort = NonNullable<Args<'channel.list'>['sort']>;

/** The channels that one may see, a page at a time. Direct channels are not among them. */
export const channelList = runs('channel.list', async (world, call, args) => {
  const acting = await actingIn(world, call, args.workspace);
  const { workspace, actor, rules } = acting;
  const { limit = PAGE, sort = 'name', only } = args;
  if (args.after?.includes('\0')) throw noPlace();
  const listing: Listing = {
    workspace,
    user: actor.id,
    guest: actor.role === 'guest',
    like: args.search === undefined ? null : containing(args.search),
    archived: args.archived ?? false,
    only,
  };
  const after = args.after ?? null;
  const { channels, last } =
    sort === 'name'
      ? await listChannels(world.database.sql, { ...listing, after, limit })
      : await sortedPage(world, acting, listing, { sort, after, limit });
  return {
    // Out of the index: counting the rows of large channels took longer than all the rest.
    channels: channels.map((each) => ({
      ...each,
      memberCount: rules.channels.get(each.channel.id)?.members.size ?? 0,
    })),
    next: channels.length === limit ? last : null,
  };
});

/** By what changes from hour to hour: all are looked at, of each only what orders them. */
async function sortedPage(
  world: World,
  { rules }: Acting,
  listing: Listing,
  { sort, after, limit }: { sort: Exclude<Sort, 'name'>; after: string | null; limit: number },
): Promise<{ channels: ListedChannel[]; last: string | null }> {
  const valueOf = {
    members: ({ id }: ChannelOrder) => rules.channels.get(id)?.members.size ?? 0,
    newest: ({ createdAt }: ChannelOrder) => createdAt,
    activity: ({ lastMessageAt }: ChannelOrder) => lastMessageAt,
  }[sort];
  const from = after === null ? null : placeOf(after);
  const all = (await channelOrders(world.database.sql, listing))
    .map((order) => ({ ...order, value: valueOf(order) }))
    .sort((a, b) => b.value - a.value || (a.nameKey < b.nameKey ? -1 : 1))
    .filter(({ value, nameKey }) => !from || value < from.value || (value === from.value && nameKey > from.nameKey))
    .slice(0, limit);
  const found = await channelsOf(
    world.database.sql,
    all.map(({ id }) => id),
  );
  const last = all.at(-1);
  return {
    channels: all.flatMap(({ id, joined }) => (found.has(id) ? [{ channel: found.get(id)!, joined }] : [])),
    last: last ? `${last.value}.${last.nameKey}` : null,
  };
}

function placeOf(after: string): { value: number; nameKey: string } {
  const [, value, nameKey] = /^(\d{1,16})\.(.+)$/su.exec(after) ?? [];
  if (value === undefined || nameKey === undefined) throw noPlace();
  return { value: Number(value), nameKey };
}

function noPlace(): Reject {
  return new Reject('invalid', 'args.after is not where a page ended.', { field: 'args.after' });
}
