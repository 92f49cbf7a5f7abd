import { useEffect, useState, type ReactNode } from 'react';
import { IntlProvider } from 'use-intl';
import { en } from './en.ts';

type Messages = { [Part in keyof typeof en]: Record<string, string> };
type Loaded = { locale: string; messages: Messages };

/** Locales other than English, each in a file of its own that is fetched when somebody needs it. */
const others: Readonly<Record<string, () => Promise<Messages>>> = {};
const english: Loaded = { locale: 'en', messages: en };

/** Gives every component below its words. Numbers and dates follow the person's own region from the start. */
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
    <IntlProvider locale={locale} messages={loaded.messages as typeof en} timeZone={timeZone}>
      {children}
    </IntlProvider>
  );
}

const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
