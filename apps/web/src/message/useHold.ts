import { useState } from 'react';

/** Keeps a bar in place while one of its popups is open. */
export function useHold(): [held: boolean, onHold: (held: boolean) => void] {
  const [count, setCount] = useState(0);
  return [count > 0, (held) => setCount((now) => Math.max(0, now + (held ? 1 : -1)))];
}
