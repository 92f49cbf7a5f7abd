import type { Args } from '@roost/protocol/registry';
import { newId } from '@roost/protocol/ids';
import type { Item } from '../../log/item.ts';
import { Reject } from '../../reject.ts';
import { appendFresh } from '../accounts/appendFresh.ts';
import { runs, type Call, type World } from '../verb.ts';
import { findBot, mayHoldTokens, ownsApp } from './bots.ts';
import { hashBotToken, newBotToken } from './botTokens.ts';
import { insertToken } from './sql.ts';

/**
 * A secret for a program: for one bot user, or for all users of an app. Shown this once; the database keeps only a hash. It is written
 * at the rules by which it was allowed: whoever is being removed does not take one along.
 */
export const createToken = runs('token.create', async (world, call, args) => {
  const token = newBotToken();
  const now = world.now();
  const row = {
    id: newId('token', now),
    hash: hashBotToken(token),
    user: args.user ?? null,
    app: args.app ?? null,
    scopes: [...new Set(args.scopes)],
    createdBy: call.identity!.subject,
    createdAt: now * 1000,
  };
  const { outcome } = await appendFresh(world, async () => {
    const checked = await checkMay(world, call, args);
    const item: Item = { events: [], checked, guards: [], touches: [], alongside: (tx) => [insertToken(tx, row)] };
    return { item };
  });
  if (outcome.type !== 'committed') throw new TypeError(`making a token ended in ${outcome.type}`);
  return { id: row.id, token };
});

async function checkMay(world: World, call: Call, { user, app }: Args<'token.create'>): Promise<Item['checked']> {
  if ((user === undefined) === (app === undefined)) {
    throw new Reject('invalid', 'A token is for either args.user or args.app', { field: 'args.user' });
  }
  if (app !== undefined) {
    if (!(await ownsApp(world, call, app)))
      throw new Reject('not_found', 'You have no such app.', { field: 'args.app' });
    return [{ stream: call.identity!.subject, rulesRev: 0 }]; // whose an app is never changes
  }
  const found = await findBot(world, call, user!);
  if (!(await mayHoldTokens(world, call, found))) {
    throw new Reject('forbidden', 'Only admins and whoever made the bot may have tokens of it.');
  }
  return found.acting.checked;
}
