import { lazy, useState, type ComponentType } from 'react';

/** So long a failed attempt is shown as failed: whoever renders it in that time must not begin anew, round and round. */
const failedForMs = 1_000;

/** Whether this is what browsers say of a part that they could not fetch. */
export function isUnfetched(error: unknown): boolean {
  return error instanceof TypeError && /module/i.test(error.message);
}

/**
 * A component that is fetched when it is first shown. `lazy` remembers a failure for as long as the page lives; here it is tried
 * again when the part is opened again, so that an opening without a network is not the last one.
 */
export function lazyAgain<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const attempt = () =>
    lazy(() =>
      load().then(
        (Part) => ({ default: Part }),
        (error: unknown) => {
          setTimeout(() => (Later = attempt()), failedForMs);

          throw error;
        },
      ),
    );
  let Later = attempt();
  return function LazyAgain(props) {
    const [Part] = useState(() => Later);
    return <Part {...(props as Parameters<typeof Part>[0])} />;
  };
}
