import { useState, type ComponentType } from 'react';
import { lazyAgain } from '../ui/lazyAgain.tsx';

type Load<Props> = () => Promise<ComponentType<Props>>;

const ahead: (() => Promise<unknown>)[] = [];

/**
 * A part of the client that is not sent with the first screen, together with the words that only such parts say. Once it is
 * here it opens at once, without the moment of nothing that a lazy component has even then.
 */
export function lazyPart<Props extends object>(load: Load<Props>, options = { ahead: true }): ComponentType<Props> {
  let here: ComponentType<Props> | null = null;
  const fetch = async () => {
    const [Part, { LaterWords }] = await Promise.all([load(), import('../i18n/LaterWords.tsx')]);
    here ??= (props) => (
      <LaterWords>
        <Part {...props} />
      </LaterWords>
    );
    return here;
  };
  if (options.ahead) ahead.push(fetch);
  const Later = lazyAgain(fetch);
  return function LazyPart(props) {
    const [Part] = useState<ComponentType<Props>>(() => here ?? Later);
    return <Part {...props} />;
  };
}

/** What else is wanted `ahead`, wherever it is shown. */
export function fetchAhead(...fetches: (() => Promise<unknown>)[]): void {
  ahead.push(...fetches);
}

const AGAIN_MS = 10_000;
let fetching = false;

/** Fetches what is wanted `ahead`, one by one, whenever the page has nothing better to do. Not where every byte is paid for. */
export function fetchPartsAhead(): void {
  const { connection } = navigator as { connection?: { saveData?: boolean } };
  if (fetching || connection?.saveData) return;
  fetching = true;
  // What has been fetched may want more.
  let done = 0;
  const next = () => {
    const fetch = ahead[done];
    if (!fetch) return void performance.mark('parts-fetched');
    fetch().then(
      () => {
        done += 1;
        whenIdle(next);
      },
      // As when one goes offline at once; until then an opening tries by itself.
      () => setTimeout(next, AGAIN_MS),
    );
  };
  whenIdle(next);
}

function whenIdle(act: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(act, { timeout: 10_000 });
  else setTimeout(act, 1000);
}
