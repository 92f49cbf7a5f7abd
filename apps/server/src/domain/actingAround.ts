import { Reject } from '../reject.ts';
import { actingIn, type Acting } from './acting.ts';
import { workspaceOfDeleted } from './channels/sql.ts';
import type { Call, World } from './verb.ts';

/**
 * Who the caller is in the workspace in which a channel is, or was: for what stays one's own when one has left the channel, or it has been
 * deleted. Null where there is nobody.
 */
export async function actingAround(world: World, call: Call, channel: string): Promise<Acting | null> {
  const found = await world.rules.ofChannel(channel);
  const workspace = found?.rules.workspace ?? (await workspaceOfDeleted(world.database.sql, channel));
  return workspace === null ? null : actingIn(world, call, workspace).catch(ifNotThere);
}

function ifNotThere(error: unknown): null {
  if (error instanceof Reject && error.code === 'not_found') return null;
  throw error;
}
