import { useEffect, useState, type ReactNode } from 'react';
import { IntlProvider } from 'use-intl';
import { en, type AllWords } from './en.ts';

type Messages<Words> = { [Part in keyof Words]: Record<string, string> };
type Loaded = { locale: string; messages: Messages<typeof en> };

/** Locales other than English, each in a file of its own that is fetched when somebody needs it. */
const others: Readonly<Record<string, () => Promise<Messages<AllWords>>>> = {};
const english: Loaded = { locale: 'en', messages: en };

/** Gives every component below the words of the first screen; `LaterWords` adds the others. Numbers and dates follow the person's own region from the start. */
export function Words({ children, wanted = navigator.language }: { children: ReactNode; wanted?: string }) {
  const [loaded, setLoaded] = useState(english);
  useEffect(() => {
    let left = false;
    const language = wanted.split('-')[0] ?? 'en';
    void others[language]?.().then((messages) => {
      if (!left) setLoaded({ locale: language, messages });
    });
    return () => {
      left = true;
    };
  }, [wanted]);
  useEffect(() => {
    document.documentElement.lang = loaded.locale;
  }, [loaded.locale]);
  const locale = wanted.startsWith(loaded.locale) ? wanted : loaded.locale;
  return (
    <IntlProvider locale={locale} messages={loaded.messages as AllWords} timeZone={timeZone}>
      {children}
    </IntlProvider>
  );
}

const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
