import { useCallback, useEffect, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { useGroups } from '../sync/groups.ts';
import { useUsers } from '../sync/people.ts';
import { useRoost } from '../sync/roost.ts';

/** Names by user id, handles by that of a group. People who are not known yet are fetched. */
export function useNameOf(workspaceId: string, needed: readonly string[]): (user: string) => string {
  const t = useTranslations('timeline');
  const roost = useRoost();
  const users = useUsers(workspaceId);
  const names = useMemo(() => new Map(users.map((user) => [user.id, user.name])), [users]);
  const groups = useGroups(workspaceId);
  const handles = useMemo(() => new Map(groups.map(({ id, handle }) => [id, handle])), [groups]);
  const unknown = needed.filter((id) => !names.has(id)).join(' ');
  useEffect(() => {
    if (unknown) roost.needUsers(workspaceId, unknown.split(' '));
  }, [roost, workspaceId, unknown]);
  return useCallback((id) => names.get(id) ?? handles.get(id) ?? t('unknownUser'), [names, handles, t]);
}
