import { Reject } from '../../reject.ts';
import { actingIn, type Acting } from '../acting.ts';
import type { IndexedUser } from '../members/rules.ts';
import { usersOfSubject } from '../members/sql.ts';
import { canInWorkspace } from '../permissions.ts';
import type { Call, World } from '../verb.ts';

/** Whether the caller made this app. */
export async function ownsApp(world: World, call: Call, app: string | null): Promise<boolean> {
  if (app === null) return false;
  const row = await world.database.prisma.app.findUnique({ where: { id: app }, select: { accountId: true } });
  return row !== null && row.accountId === call.identity?.subject;
}

/** A bot in a workspace of the caller's, and who the caller is there. What one may not see is not found [O7]. */
export async function findBot(world: World, call: Call, user: string): Promise<{ bot: IndexedUser; acting: Acting }> {
  const [place] = await usersOfSubject(world.database.sql, user);
  const acting = place && (await actingIn(world, call, place.workspace).catch(asUnknown));
  const found = acting?.rules.users.get(user);
  if (!acting || !found) throw new Reject('not_found', 'There is no such user.', { field: 'args.user' });
  if (found.kind !== 'bot') throw new Reject('invalid', 'Tokens are for bots.', { field: 'args.user' });
  return { bot: found, acting };
}

/** Admins of a bot's workspace and whoever made the bot hold its tokens. */
export async function mayHoldTokens(world: World, call: Call, { bot, acting }: Awaited<ReturnType<typeof findBot>>) {
  return canInWorkspace('manageBots', acting.actor) || (await ownsApp(world, call, bot.app));
}

function asUnknown(error: unknown): null {
  if (error instanceof Reject && error.code === 'not_found') return null;
  throw error;
}
