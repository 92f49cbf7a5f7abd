import { useEffect, useState } from 'react';
import { announce } from './Announcer.tsx';
import { copyText } from './copyText.ts';

const shownForMs = 2000;

/** `copied` is true for two seconds after a successful copy; screen readers hear `copiedLabel`. */
export function useCopy(copiedLabel: string): { copied: boolean; copy: (text: string) => void } {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), shownForMs);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = (text: string) => {
    void copyText(text).then((done) => {
      setCopied(done);
      if (done) announce(copiedLabel);
    });
  };
  return { copied, copy };
}
