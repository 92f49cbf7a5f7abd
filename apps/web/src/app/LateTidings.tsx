import { useEffect, useState, type ComponentType } from 'react';
import type { TidingsProps } from './Tidings.tsx';

const againMs = 10_000;

/** The first screen need not wait for it, and nothing breaks where it cannot be fetched yet. */
export function LateTidings(props: TidingsProps) {
  const [Part, setPart] = useState<ComponentType<TidingsProps> | null>(null);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const fetch = () =>
      void import('./Tidings.tsx').then(
        ({ Tidings }) => setPart(() => Tidings),
        () => (timer = setTimeout(fetch, againMs)),
      );
    fetch();
    return () => clearTimeout(timer);
  }, []);
  return Part && <Part {...props} />;
}
