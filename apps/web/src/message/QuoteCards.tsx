import { useMemo } from 'react';
import { linkedMessages } from './linkedMessages.ts';
import { QuoteCard } from './QuoteCard.tsx';

export interface QuoteCardsProps {
  workspaceId: string;
  /** The message that quotes; absent while it is not sent. */
  id?: string;
  text?: string;
  quote?: { message: string; rev?: number } | undefined;
  /** Above the composer: takes the quote away. */
  onRemove?: () => void;
}

/** The cards below a text. */
export function QuoteCards({ workspaceId, id, text = '', quote, onRemove }: QuoteCardsProps) {
  const linked = useMemo(() => linkedMessages(text, location.origin), [text]);
  return (
    <>
      {quote && <QuoteCard workspaceId={workspaceId} of={{ ...quote, by: id }} {...(onRemove && { onRemove })} />}
      {linked.map((of) => (
        <QuoteCard key={`${of.message} ${of.rev}`} workspaceId={workspaceId} of={of} isLink />
      ))}
    </>
  );
}
