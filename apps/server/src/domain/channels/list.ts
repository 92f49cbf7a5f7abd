import { Reject } from '../../reject.ts';
import { actingIn } from '../acting.ts';
import { containing } from '../names.ts';
import { runs } from '../verb.ts';
import { listChannels } from './sql.ts';

const PAGE = 100;

/** The channels that one may see, by name, a page at a time. Direct channels are not among them. */
export const channelList = runs('channel.list', async (world, call, args) => {
  const { workspace, actor, rules } = await actingIn(world, call, args.workspace);
  const limit = args.limit ?? PAGE;
  if (args.after?.includes('\0'))
    throw new Reject('invalid', 'args.after is not where a page ended.', { field: 'args.after' });
  const { channels, last } = await listChannels(world.database.sql, {
    workspace,
    user: actor.id,
    guest: actor.role === 'guest',
    like: args.search === undefined ? null : containing(args.search),
    archived: args.archived ?? false,
    after: args.after ?? null,
    limit,
  });
  return {
    // Out of the index: counting the rows of large channels took longer than all the rest.
    channels: channels.map((each) => ({
      ...each,
      memberCount: rules.channels.get(each.channel.id)?.members.size ?? 0,
    })),
    next: channels.length === limit ? last : null,
  };
});
