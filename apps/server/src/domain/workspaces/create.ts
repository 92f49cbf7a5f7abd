import type { LoggedEvent } from '../../log/item.ts';
import { Reject } from '../../reject.ts';
import { properName } from '../names.ts';
import { plans } from '../verb.ts';
import { foundingEvents } from './founding.ts';
import { readAccountName } from './sql.ts';

/** Creates another workspace, owned by the caller. */
export const workspaceCreate = plans('workspace.create', async (world, call, args) => {
  const account = call.identity?.subject ?? '';
  const accountName = await readAccountName(world.database.sql, account);
  if (accountName === null) throw new Reject('unauthenticated', 'Sign in first.');
  const { events, touches } = foundingEvents({
    workspaceName: properName(args.name),
    userName: args.userName === undefined ? accountName : properName(args.userName, 'args.userName'),
    account,
  });
  return {
    item: { events, checked: [], guards: [], touches },
    answer: (logged) => (logged.at(-1) as LoggedEvent<'workspace.joined'>).data,
  };
});
