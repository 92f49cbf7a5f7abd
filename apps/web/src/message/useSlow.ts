import { useEffect, useState } from 'react';

/** What one does looks done for this long before it looks as if it waited: most of it is confirmed sooner. */
const quietForMs = 800;

/** Whether something has waited for long enough to say so. */
export function useSlow(pending: { queuedAt: number; state: string } | undefined): boolean {
  const since = pending && pending.state !== 'failed' ? pending.queuedAt : null;
  const [slowFor, setSlowFor] = useState<number | null>(() => (isSlow(since) ? since : null));
  useEffect(() => {
    if (since === null) return;
    const timer = setTimeout(() => setSlowFor(since), Math.max(0, quietForMs - (Date.now() - since)));
    return () => clearTimeout(timer);
  }, [since]);
  return since !== null && slowFor === since;
}

function isSlow(since: number | null): boolean {
  return since !== null && Date.now() - since > quietForMs;
}
