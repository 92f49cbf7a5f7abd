import { actingInChannel } from '../acting.ts';
import { readBookmarks } from '../bookmarks/sql.ts';
import { runs } from '../verb.ts';
import { readPage } from './page.ts';

/** A page of a channel's timeline. Public channels may be read before one joins. */
export const channelHistory = runs('channel.history', async (world, call, { channel, ...window }) => {
  const { workspace } = await actingInChannel(world, call, channel);
  const { sql } = world.database;
  const isFirst = window.before === undefined && window.after === undefined;
  const [page, bookmarks] = await Promise.all([
    readPage(sql, workspace, { channel }, window),
    isFirst ? readBookmarks(sql, channel) : null,
  ]);
  return bookmarks && bookmarks.list.length > 0 ? { ...page, bookmarks } : page;
});
