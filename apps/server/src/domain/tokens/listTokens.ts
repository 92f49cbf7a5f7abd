import type { Scope } from '@roost/protocol/entities';
import { toIso } from '@roost/protocol/time';
import { Reject } from '../../reject.ts';
import { actingIn } from '../acting.ts';
import { canInWorkspace } from '../permissions.ts';
import { runs } from '../verb.ts';

/** The tokens of the workspace's bots: all of them for admins, else those of one's own apps. */
export const listTokens = runs('token.list', async (world, call, args) => {
  const { actor, rules } = await actingIn(world, call, args.workspace);
  const { prisma } = world.database;
  const owned = await prisma.app.findMany({ where: { accountId: call.identity!.subject }, select: { id: true } });
  const admin = canInWorkspace('manageBots', actor);
  const mine = new Set(owned.map(({ id }) => id));
  if (!admin && mine.size === 0) throw new Reject('forbidden', 'Only admins may see the tokens.');
  const bots = [...rules.users.values()].filter(({ kind, app }) => kind === 'bot' && (admin || mine.has(app ?? '')));
  const tokens = await prisma.token.findMany({
    where: {
      revokedAt: null,
      OR: [{ userId: { in: bots.map(({ id }) => id) } }, { appId: { in: bots.flatMap(({ app }) => app ?? []) } }],
    },
    orderBy: { id: 'desc' },
  });
  return {
    tokens: tokens.map((token) => ({
      id: token.id,
      user: token.userId,
      app: token.appId,
      scopes: token.scopes as Scope[],
      createdAt: toIso(Number(token.createdAt)),
      lastUsedAt: token.lastUsedAt === null ? null : toIso(Number(token.lastUsedAt)),
    })),
  };
});
