import { actingIn } from '../acting.ts';
import { runs } from '../verb.ts';
import { readOwnVotesOn } from './sql.ts';

/** What one has chosen oneself in these anonymous polls. Nobody else is ever told. */
export const pollMine = runs('poll.mine', async (world, call, { workspace, messages }) => {
  const { actor } = await actingIn(world, call, workspace);
  return { votes: await readOwnVotesOn(world.database.sql, actor.id, messages) };
});
