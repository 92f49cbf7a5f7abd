import type { ComponentType } from 'react';
import { late, type Meanwhile } from '../ui/late.tsx';

/**
 * A part of a feature that is fetched when it is first shown, with the words that only such parts say. Where it cannot
 * be fetched, as offline, that is tried again, and what is around it goes on.
 */
export function laterPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  meanwhile?: Meanwhile<Props>,
): ComponentType<Props> {
  return late<Props>(async () => {
    const [Part, { LaterWords }] = await Promise.all([load(), import('./LaterWords.tsx')]);
    return (props) => (
      <LaterWords>
        <Part {...props} />
      </LaterWords>
    );
  }, meanwhile);
}
