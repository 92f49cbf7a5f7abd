import type { LoggedEvent } from '../../log/item.ts';
import { Reject } from '../../reject.ts';
import { properName } from '../names.ts';
import { plans } from '../verb.ts';
import { foundingEvents } from './founding.ts';
import { readAccountName } from './sql.ts';

/** Every workspace is followed for as long as the server runs, whether anybody uses it or not. */
const MOST_OF_ONE = 100;

/** Creates another workspace, owned by the caller. Several at the same moment may take somebody a little over what one may have. */
export const workspaceCreate = plans('workspace.create', async (world, call, args) => {
  const account = call.identity?.subject ?? '';
  const accountName = await readAccountName(world.database.sql, account);
  if (accountName === null) throw new Reject('unauthenticated', 'Sign in first.');
  if ((await world.rules.membershipsOf(account)).length >= MOST_OF_ONE)
    throw new Reject('forbidden', `You are in ${MOST_OF_ONE} workspaces already; leave one first.`);
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
