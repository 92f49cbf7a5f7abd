import { fromIso } from '@roost/protocol/time';
import { withPosition } from '../../log/snapshot.ts';
import { actingIn } from '../acting.ts';
import { readMessages } from '../messages/sql.ts';
import { runs } from '../verb.ts';
import { readDirects } from './sql.ts';

const PAGE = 50;

/** One's direct channels by recency, each with its newest message. One in which nothing was written is not in the list. */
export const directList = runs('direct.list', async (world, call, args) => {
  const { workspace, actor } = await actingIn(world, call, args.workspace);
  const limit = args.limit ?? PAGE;
  const before = args.before === undefined ? null : fromIso(args.before);
  return withPosition(world.database.sql, [workspace], async (tx) => {
    const rows = await readDirects(tx, { workspace, user: actor.id, before, limit: limit + 1 });
    const shown = rows.slice(0, limit);
    const messages = await readMessages(
      tx,
      shown.map(({ message }) => message),
    );
    const byId = new Map(messages.map((message) => [message.id, message]));
    const directs = shown.flatMap(({ channel, message: id }) => {
      const message = byId.get(id);
      return message ? [{ channel, message }] : [];
    });
    return { directs, hasMore: rows.length > limit };
  });
});
