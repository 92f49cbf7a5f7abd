import { runs } from '../verb.ts';
import { readWorkspacesOf } from './sql.ts';

/** The workspaces that the caller is in, and who it is in each. */
export const identityWorkspaces = runs('identity.workspaces', async (world, call) => ({
  workspaces: await readWorkspacesOf(world.database.sql, call.identity?.subject ?? ''),
}));
