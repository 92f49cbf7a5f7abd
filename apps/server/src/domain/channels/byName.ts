import { Reject } from '../../reject.ts';
import { actingIn } from '../acting.ts';
import { channelName, nameKeyOf } from '../names.ts';
import { canSee } from '../permissions.ts';
import { runs } from '../verb.ts';
import { channelsEverNamed } from './sql.ts';

/** Where a link by name leads: to the channel that is called so, or else to the one that was called so last, of those that one may see. */
export const channelByName = runs('channel.byName', async (world, call, args) => {
  const { workspace, actor, rules } = await actingIn(world, call, args.workspace);
  const found = await channelsEverNamed(world.database.sql, workspace, nameKeyOf(channelName(args.name)));
  const channel = found.find(({ id }) => {
    const known = rules.channels.get(id);
    return known !== undefined && canSee(actor, known);
  });
  if (!channel) throw new Reject('not_found', 'There is no channel of this name.');
  return { channel };
});
