import { useState } from 'react';
import { useRejectText } from '../../i18n/useRejectText.ts';
import { toReject, type Reject } from '../../sync/reject.ts';
import { toasts } from '../../ui/toastStore.ts';

/** Sends something, is busy meanwhile, and tells how it ended. `explain` may word a refusal anew. */
export function useSend(explain?: (reject: Reject) => string | null) {
  const toText = useRejectText();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  async function send<T>(act: () => Promise<T>, done?: { say?: string; then?: (value: T) => void }): Promise<void> {
    setBusy(true);
    setProblem(null);
    try {
      const value = await act();
      if (done?.say) toasts.show({ text: done.say, tone: 'ok' });
      done?.then?.(value);
    } catch (error) {
      const reject = toReject(error);
      setProblem((reject && explain?.(reject)) || toText(error));
    } finally {
      setBusy(false);
    }
  }
  return { send, busy, problem, clear: () => setProblem(null) };
}
