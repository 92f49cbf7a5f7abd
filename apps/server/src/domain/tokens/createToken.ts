import type { Args } from '@roost/protocol/registry';
import { newId } from '@roost/protocol/ids';
import { Reject } from '../../reject.ts';
import { runs, type Call, type World } from '../verb.ts';
import { findBot, mayHoldTokens, ownsApp } from './bots.ts';
import { hashBotToken, newBotToken } from './botTokens.ts';

/** A secret for a program: for one bot user, or for all users of an app. Shown this once; the database keeps only a hash. */
export const createToken = runs('token.create', async (world, call, args) => {
  await checkMay(world, call, args);
  const token = newBotToken();
  const now = world.now();
  const { id } = await world.database.prisma.token.create({
    data: {
      id: newId('token', now),
      hash: hashBotToken(token),
      userId: args.user ?? null,
      appId: args.app ?? null,
      scopes: [...new Set(args.scopes)],
      createdBy: call.identity!.subject,
      createdAt: BigInt(now) * 1000n,
    },
  });
  return { id, token };
});

async function checkMay(world: World, call: Call, { user, app }: Args<'token.create'>): Promise<void> {
  if ((user === undefined) === (app === undefined)) {
    throw new Reject('invalid', 'A token is for either args.user or args.app', { field: 'args.user' });
  }
  if (app !== undefined) {
    if (!(await ownsApp(world, call, app)))
      throw new Reject('not_found', 'You have no such app.', { field: 'args.app' });
  } else if (!(await mayHoldTokens(world, call, await findBot(world, call, user!)))) {
    throw new Reject('forbidden', 'Only admins and whoever made the bot may have tokens of it.');
  }
}
