import { useCallback, useEffect, useMemo } from 'react';
import { useTranslations } from 'use-intl';
import { useUsers } from '../sync/people.ts';
import { useRoost } from '../sync/roost.ts';

/** Names by user id. People who are not known yet are fetched. */
export function useNameOf(workspaceId: string, needed: readonly string[]): (user: string) => string {
  const t = useTranslations('timeline');
  const roost = useRoost();
  const users = useUsers(workspaceId);
  const names = useMemo(() => new Map(users.map((user) => [user.id, user.name])), [users]);
  const unknown = needed.filter((id) => !names.has(id)).join(' ');
  useEffect(() => {
    if (unknown) roost.needUsers(workspaceId, unknown.split(' '));
  }, [roost, workspaceId, unknown]);
  return useCallback((user) => names.get(user) ?? t('unknownUser'), [names, t]);
}
