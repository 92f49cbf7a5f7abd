import { actingInChannel } from '../acting.ts';
import { runs } from '../verb.ts';
import { readPage } from './page.ts';

/** A page of a channel's timeline. Public channels may be read before one joins. */
export const channelHistory = runs('channel.history', async (world, call, { channel, ...window }) => {
  const { workspace } = await actingInChannel(world, call, channel);
  return readPage(world.database.sql, workspace, { channel }, window);
});
