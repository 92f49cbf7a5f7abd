import type { User } from '@roost/protocol/entities';
import { newId } from '@roost/protocol/ids';
import type { EventData } from '@roost/protocol/events';
import { Reject } from '../../reject.ts';
import { actingIn } from '../acting.ts';
import { properName } from '../names.ts';
import { canInWorkspace } from '../permissions.ts';
import { joiningEvents } from '../users/joining.ts';
import { readUsers } from '../users/sql.ts';
import { plans, type World } from '../verb.ts';
import { readWorkspace } from '../workspaces/sql.ts';
import { insertApp } from './sql.ts';

/** A new bot, or one more workspace for a bot that one owns. */
export const createBot = plans('bot.create', async (world, call, args) => {
  const { actor, rules, checked } = await actingIn(world, call, args.workspace);
  if (!canInWorkspace('manageBots', actor)) throw new Reject('forbidden', 'Only admins may add bots.');
  const owner = call.identity!.subject;
  const name = properName(args.name);
  if (args.app !== undefined) {
    await checkOwned(world, args.app, owner);
    const installed = await world.rules.userIn(args.workspace, args.app);
    if (installed) return present(world, args.workspace, installed.id, args.app);
  }
  const app = args.app ?? newId('app', world.now());
  const workspace = await readWorkspace(world.database.sql, args.workspace);
  if (!workspace) throw new Reject('not_found', 'There is no such workspace.');
  const newcomer = { subject: app, kind: 'bot', name, role: 'member' } as const;
  const joining = joiningEvents({ rules, workspace, newcomer, channels: [], by: actor.id });
  const row = { id: app, name, account: owner, createdAt: world.now() * 1000 };
  return {
    item: {
      events: joining.events,
      checked: [...checked, ...joining.checked],
      guards: [],
      touches: joining.touches,
      alongside: (tx) => (args.app === undefined ? [insertApp(tx, row)] : []),
    },
    answer: ([joined]) => ({ user: (joined!.data as EventData<'user.joined'>).user, app }),
    taken: () => 'again',
  };
});

async function checkOwned(world: World, id: string, owner: string): Promise<void> {
  const app = await world.database.prisma.app.findUnique({ where: { id } });
  if (app?.accountId !== owner) throw new Reject('not_found', 'You have no such app.', { field: 'args.app' });
}

async function present(world: World, workspace: string, user: string, app: string) {
  const [bot] = await readUsers(world.database.sql, workspace, [user]);
  return { item: null, answer: () => ({ user: bot as User, app }) };
}
