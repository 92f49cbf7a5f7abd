import { useMemo, type ReactNode } from 'react';
import { IntlProvider, useLocale, useMessages, useTimeZone } from 'use-intl';
import { later } from './later.ts';

/** Gives what is below it the later words too. A language that has brought them with the others keeps its own. */
export function LaterWords({ children }: { children: ReactNode }) {
  const known = useMessages();
  const messages = useMemo(() => ({ ...later, ...known }), [known]);
  return (
    <IntlProvider locale={useLocale()} timeZone={useTimeZone()} messages={messages}>
      {children}
    </IntlProvider>
  );
}
