import { useState } from 'react';
import { useRejectText } from '../../i18n/useRejectText.ts';
import { toasts } from '../../ui/toastStore.ts';

/** Does one thing at a time, and says what went wrong. */
export function useAct() {
  const [busy, setBusy] = useState(false);
  const toText = useRejectText();
  const run = async (act: () => Promise<unknown>) => {
    setBusy(true);
    try {
      await act();
    } catch (error) {
      toasts.show({ text: toText(error), tone: 'danger' });
    } finally {
      setBusy(false);
    }
  };
  return { busy, run };
}
