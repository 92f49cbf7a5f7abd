import { Suspense } from 'react';
import { lazyAgain } from '../ui/lazyAgain.tsx';
import type { QuoteCardsProps } from './QuoteCards.tsx';
import styles from './MessageRow.module.css';

const Cards = lazyAgain<QuoteCardsProps>(async () => {
  const [{ QuoteCards }, { LaterWords }] = await Promise.all([
    import('./QuoteCards.tsx'),
    import('../i18n/LaterWords.tsx'),
  ]);
  return (props) => (
    <LaterWords>
      <QuoteCards {...props} />
    </LaterWords>
  );
});

/** What a message quotes, and the messages of this server to which its text links. Its room is kept while it is fetched. */
export function Quotes(props: QuoteCardsProps) {
  if (!props.quote && !props.text?.includes(`${location.origin}/w/`)) return null;
  return (
    <Suspense fallback={props.quote && <div className={styles.quoteRoom} />}>
      <Cards {...props} />
    </Suspense>
  );
}
