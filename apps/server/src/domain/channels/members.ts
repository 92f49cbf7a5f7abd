import { actingInChannel } from '../acting.ts';
import { pageEnd, placeAfter } from '../users/paging.ts';
import { listMembers } from '../users/sql.ts';
import { runs } from '../verb.ts';

const PAGE = 100;

/** The people of a channel by name, a page at a time. */
export const channelMembers = runs('channel.members', async (world, call, args) => {
  const { channel } = await actingInChannel(world, call, args.channel);
  const limit = args.limit ?? PAGE;
  const page = { channel: channel.id, after: placeAfter(args.after), limit };
  const { users, last } = await listMembers(world.database.sql, page);
  return { users, next: users.length === limit ? pageEnd(last) : null };
});
