import { laterPart } from '../i18n/laterPart.tsx';
import type { QuoteCardsProps } from './QuoteCards.tsx';
import styles from './MessageRow.module.css';

const Cards = laterPart<QuoteCardsProps>(
  async () => (await import('./QuoteCards.tsx')).QuoteCards,
  ({ quote }) => quote && <div className={styles.quoteRoom} />,
);

/** What a message quotes, and the messages of this server to which its text links. Its room is kept while it is fetched. */
export function Quotes(props: QuoteCardsProps) {
  if (!props.quote && !props.text?.includes(`${location.origin}/w/`)) return null;
  return <Cards {...props} />;
}
