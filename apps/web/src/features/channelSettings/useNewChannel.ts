import type { Channel } from '@roost/protocol/entities';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useRejectText } from '../../i18n/useRejectText.ts';
import { useGo } from '../../navigation/usePlace.ts';
import { isChannelName, normaliseChannelName } from '../../sync/channelNames.ts';
import { toReject } from '../../sync/reject.ts';

/** The name of a channel that is being made, as the server will call it key by key, and what is wrong with it. */
export interface NewName {
  text: string;
  name: string;
  error: string | undefined;
  type: (text: string) => void;
}

/** Makes a channel and goes there. The server decides whether the name is free, so this waits for the answer. */
export function useNewChannel(onClose: () => void) {
  const t = useTranslations('browser');
  const toText = useRejectText();
  const go = useGo();
  const [text, setText] = useState('');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const name = normaliseChannelName(text);
  const type = (next: string) => {
    setText(next);
    setError(undefined);
  };
  const make = async (ask: (name: string) => Promise<{ channel: Channel }>) => {
    if (busy) return;
    if (name === '') return setError(t('nameNeeded'));
    if (!isChannelName(name)) return setError(t('nameHint'));
    setBusy(true);
    try {
      const { channel } = await ask(name);
      onClose();
      go({ at: 'channel', workspace: channel.workspace, channel: channel.id });
    } catch (refused) {
      setError(toReject(refused)?.code === 'conflict' ? t('nameTaken') : toText(refused));
      setBusy(false);
    }
  };
  return { newName: { text, name, error, type }, make, busy };
}
