import { withPosition } from '../../log/snapshot.ts';
import { actingIn } from '../acting.ts';
import { readMessages } from '../messages/sql.ts';
import { runs } from '../verb.ts';
import { toPlace } from './places.ts';
import { readFollowed } from './sql.ts';

const USUAL = 10;

/** The threads that one follows, a page at a time, from one instant. */
export const threadList = runs('thread.list', async (world, call, args) => {
  const { workspace, actor } = await actingIn(world, call, args.workspace);
  const limit = args.limit ?? USUAL;
  const after = args.after === undefined ? null : placeOf(args.after);
  return withPosition(world.database.sql, [workspace], async (tx) => {
    const rows = await readFollowed(tx, actor.id, { after, limit: limit + 1 });
    const shown = rows.slice(0, limit).filter(({ lastReplyAt }) => lastReplyAt !== null);
    const roots = await readMessages(
      tx,
      shown.map(({ root }) => root),
    );
    const byId = new Map(roots.map((root) => [root.id, root]));
    const last = rows.length > limit ? shown.at(-1) : undefined;
    return {
      threads: shown.map((row) => ({ root: byId.get(row.root)!, place: toPlace(row) })),
      next: last ? `${last.lastReplyAt}.${last.root}` : null,
    };
  });
});

function placeOf(after: string): { at: number; root: string } {
  const [at, root] = after.split('.') as [string, string];
  return { at: Number(at), root };
}
