import type { Status, User } from '@roost/protocol/entities';
import { useEffect, useState } from 'react';

/** The longest that a timer of a browser can wait, in ms. */
const longestMs = 2 ** 31 - 1;

/** What somebody says of themselves now. It ends when its time is over, without word from anybody. */
export function useStatus(user: Pick<User, 'status' | 'left'> | undefined): Status | undefined {
  const status = user?.left ? undefined : user?.status;
  const until = status?.until;
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (until === undefined) return;
    let timer: ReturnType<typeof setTimeout>;
    const wait = () => {
      const left = Date.parse(until) - Date.now();
      if (left <= 0) setNow(Date.now());
      else timer = setTimeout(wait, Math.min(left, longestMs));
    };
    wait();
    return () => clearTimeout(timer);
  }, [until]);
  return until !== undefined && Date.parse(until) <= now ? undefined : status;
}
