import type { Entry } from '@roost/protocol/operations/accounts';
import { toIso } from '@roost/protocol/time';
import type { Sql } from '../../storage/sql.ts';
import { readWorkspacesOf } from '../workspaces/sql.ts';
import type { IdentityParts } from './identityParts.ts';

/**
 * What signing in answers: an access token for this login, and where one is: in `workspace` if it is one's own, else in the first.
 * Who asks with an access token alone says `until` when that ends: it must not turn into one that lasts longer.
 */
export async function makeEntry(
  identity: IdentityParts,
  sql: Sql,
  entered: { account: { id: string; email: string; name: string }; login: string; workspace?: string; until?: number },
): Promise<Entry> {
  const { id, email, name } = entered.account;
  const workspaces = await readWorkspacesOf(sql, id);
  const place = workspaces.find((each) => each.workspace.id === entered.workspace) ?? workspaces[0];
  const { accessToken, expiresAt } = await identity.accessTokens.issue(
    id,
    entered.login,
    'account',
    entered.until === undefined ? {} : { until: entered.until },
  );
  return {
    accessToken,
    expiresAt: toIso(expiresAt * 1000),
    account: { id, email, name },
    user: place?.user ?? null,
    workspace: place?.workspace ?? null,
    workspaces,
  };
}
