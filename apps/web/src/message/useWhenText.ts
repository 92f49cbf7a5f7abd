import { useCallback } from 'react';
import { useFormatter } from 'use-intl';

const soon = { weekday: 'long', day: 'numeric', month: 'long', hour: 'numeric', minute: '2-digit' } as const;

/** `Monday, November 23, 9:00 AM`, where one is; with the year when it is another one. */
export function useWhenText(): (at: string | Date) => string {
  const format = useFormatter();
  return useCallback(
    (at) => {
      const then = new Date(at);
      const isThisYear = then.getFullYear() === new Date().getFullYear();
      return format.dateTime(then, isThisYear ? soon : { ...soon, year: 'numeric' });
    },
    [format],
  );
}
