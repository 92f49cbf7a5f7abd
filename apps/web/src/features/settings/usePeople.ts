import type { User } from '@roost/protocol/entities';
import { useCallback, useDeferredValue, useEffect, useState } from 'react';
import type { PeopleFilter } from '../../navigation/places.ts';
import { useGo, usePlace } from '../../navigation/usePlace.ts';
import { useRoost } from '../../sync/roost.ts';
import { useFetched, type Fetched } from './useFetched.ts';

const pageSize = 50;
type Page = { users: readonly User[]; next: string | null };

/** Which people are shown, as the address says it. Typing leaves no trail for Back to go through. */
export function usePeopleFilter(workspace: string) {
  const place = usePlace();
  const go = useGo();
  const filter: PeopleFilter = (place?.at === 'settings' && place.people) || {};
  const setFilter = ({ search, show }: PeopleFilter) => {
    const people = { ...(search && { search }), ...(show && { show }) };
    go({ at: 'settings', workspace, section: 'people', people }, { replace: true });
  };
  return { filter, setFilter };
}

/** The people who fit, fifty at a time. */
export function usePeople(workspace: string, filter: PeopleFilter) {
  const roost = useRoost();
  const search = useDeferredValue(filter.search?.trim() ?? '');
  const { show } = filter;
  const read = useCallback(
    async (after?: string): Promise<Page> => {
      const chosen = show === 'deactivated' ? { deactivated: true } : show ? { role: show } : {};
      const page = await roost.query('user.list', {
        workspace,
        limit: pageSize,
        ...chosen,
        ...(search && { search }),
        ...(after !== undefined && { after }),
      });
      roost.learnUsers(page.users);
      return page;
    },
    [roost, workspace, search, show],
  );
  const first = useCallback(() => read(), [read]);
  const [fetched, reload] = useFetched(first);
  const { people, isLoadingMore, loadMore } = useMore(fetched, read);
  return { people, reload, loadMore, isLoadingMore };
}

/** The first page as it was read last, and those after it. */
function useMore(fetched: Fetched<Page>, read: (after: string) => Promise<Page>) {
  const [more, setMore] = useState<{ of: Fetched<Page>; pages: readonly Page[] }>({ of: fetched, pages: [] });
  const [isLoadingMore, setLoading] = useState(false);
  const pages = more.of === fetched ? more.pages : [];
  useEffect(() => setMore({ of: fetched, pages: [] }), [fetched]);
  const next = fetched.state === 'loaded' ? (pages.at(-1) ?? fetched.value).next : null;
  const loadMore = () => {
    if (next === null || isLoadingMore) return;
    setLoading(true);
    read(next)
      .then((page) => setMore({ of: fetched, pages: [...pages, page] }))
      .catch(() => {}) // The button stays, and asks again.
      .finally(() => setLoading(false));
  };
  const people: Fetched<Page> =
    fetched.state === 'loaded'
      ? { state: 'loaded', value: { users: [fetched.value, ...pages].flatMap(({ users }) => users), next } }
      : fetched;
  return { people, isLoadingMore, loadMore };
}
