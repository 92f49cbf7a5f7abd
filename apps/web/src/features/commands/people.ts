import { isId } from '@roost/protocol/ids';
import type { Environment } from './environment.ts';

/** People as they were typed, `@ade @ops-team`, and what follows them. */
export type People = { type: 'found'; users: string[]; rest: string } | { type: 'nobody'; why: string };

/** Those whose handles stand at the beginning; with `all`, every word is one, with its `@` or without. */
export async function peopleIn(env: Environment, typed: string, all: boolean): Promise<People> {
  const users = new Set<string>();
  let rest = typed;
  for (;;) {
    const word = /^(@?[^\s,]+)[\s,]*/.exec(rest);
    if (!word || (!all && !word[1]!.startsWith('@'))) return { type: 'found', users: [...users], rest };
    const handle = word[1]!.replace(/^@/, '').replace(/[.;:]$/, '');
    const found = await whoIs(env, handle.toLowerCase());
    if (typeof found === 'string') return { type: 'nobody', why: found };
    for (const user of found) users.add(user);
    rest = rest.slice(word[0].length);
  }
}

/** The person, or the people of the group; or why there is nobody. In a large workspace not everybody is known here. */
async function whoIs(env: Environment, handle: string): Promise<readonly string[] | string> {
  const { state, workspaceId, names, roost, t } = env;
  const workspace = () => state().replica.workspaces.get(workspaceId);
  const known = () => {
    const id = names.userByHandle(handle);
    if (id === null || workspace()?.users.get(id)?.left) return null;
    return isId(id, 'group') ? (workspace()?.groups.get(id)?.users ?? []) : [id];
  };
  const nobody = t('nobody', { handle: `@${handle}` });
  const here = known();
  if (here || workspace()?.usersComplete) return here ?? nobody;
  try {
    const { users } = await roost.query('user.list', { workspace: workspaceId, search: handle, limit: 20 });
    roost.learnUsers(users);
  } catch {
    return t('nobodyFound', { handle: `@${handle}` });
  }
  return known() ?? nobody;
}
