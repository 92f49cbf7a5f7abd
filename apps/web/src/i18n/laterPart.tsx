import { Suspense, type ComponentType } from 'react';
import { lazyAgain } from '../ui/lazyAgain.tsx';

/** A part of a feature that is fetched when it is first shown, with the words that only such parts say. Nothing shows meanwhile. */
export function laterPart<Props extends object>(load: () => Promise<ComponentType<Props>>): ComponentType<Props> {
  const Later = lazyAgain<Props>(async () => {
    const [Part, { LaterWords }] = await Promise.all([load(), import('./LaterWords.tsx')]);
    return (props) => (
      <LaterWords>
        <Part {...props} />
      </LaterWords>
    );
  });
  return (props) => (
    <Suspense fallback={null}>
      <Later {...props} />
    </Suspense>
  );
}
