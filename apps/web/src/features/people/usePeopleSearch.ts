import type { User } from '@roost/protocol/entities';
import { useEffect, useMemo, useState } from 'react';
import { useUsers, useUsersComplete } from '../../sync/people.ts';
import { useRoost } from '../../sync/roost.ts';

const askAfterMs = 150;

/**
 * People of the workspace whose name or handle contains `text`: those known here at once, in a large workspace the server's answer after a
 * short pause in typing.
 */
export function usePeopleSearch(workspaceId: string, text: string, leaveOut?: ReadonlySet<string>): readonly User[] {
  const known = useUsers(workspaceId);
  const complete = useUsersComplete(workspaceId);
  const asked = useAsked(workspaceId, text, !complete);
  return useMemo(() => {
    const byId = new Map([...asked, ...known].map((user) => [user.id, user]));
    return [...byId.values()]
      .filter((user) => !user.left && !leaveOut?.has(user.id) && fits(user, text))
      .sort(byFit(text));
  }, [known, asked, text, leaveOut]);
}

function useAsked(workspaceId: string, text: string, needed: boolean): readonly User[] {
  const roost = useRoost();
  const [users, setUsers] = useState<readonly User[]>([]);
  useEffect(() => {
    if (!needed) return;
    let left = false;
    const timer = setTimeout(() => {
      const search = text.trim();
      roost.query('user.list', { workspace: workspaceId, limit: 50, ...(search ? { search } : {}) }).then(
        (page) => {
          roost.learnUsers(page.users);
          if (!left) setUsers(page.users);
        },
        () => {}, // What is known here stays on the screen; the next key asks again.
      );
    }, askAfterMs);
    return () => {
      left = true;
      clearTimeout(timer);
    };
  }, [needed, roost, workspaceId, text]);
  return users;
}

function plain(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase();
}

/** Accents do not matter: “ines” finds Inès. */
export function fits(user: Pick<User, 'name' | 'handle'>, text: string): boolean {
  const wanted = plain(text.trim().replace(/^@/, ''));
  return wanted === '' || plain(user.name).includes(wanted) || plain(user.handle).includes(wanted);
}

function byFit(text: string) {
  const wanted = plain(text.trim().replace(/^@/, ''));
  const rank = (user: User) => (plain(user.name).startsWith(wanted) || plain(user.handle).startsWith(wanted) ? 0 : 1);
  return (a: User, b: User) => rank(a) - rank(b) || a.name.localeCompare(b.name);
}
