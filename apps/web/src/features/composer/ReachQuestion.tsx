import { limits } from '@roost/protocol/limits';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useChannelName } from '../../sync/channels.ts';
import { useIsLive } from '../../sync/connection.ts';
import { useRoost } from '../../sync/roost.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';

/** Longer than this one does not wait to be asked. */
const PATIENCE_MS = 1_500;

interface ReachQuestionProps {
  channelId: string;
  /** As it would be sent. */
  text: string;
  /** More than so many people it cannot reach. */
  atMost: number;
  /** It is to be sent later. */
  isLater: boolean;
  onSend: () => void;
  onClose: () => void;
}

type Count = { of: 'exactly' | 'atMost'; people: number } | null;

/** Asks before a message that mentions many. When it turns out that they are few, it is sent without a question. */
export function ReachQuestion({ channelId, text, atMost, isLater, onSend, onClose }: ReachQuestionProps) {
  const t = useTranslations('mentions');
  const words = useTranslations('words');
  const count = useReach(channelId, text, atMost);
  const name = useChannelName(channelId);
  const isFew = count?.of === 'exactly' && count.people <= limits.manyReached;
  const sent = useRef(false);
  useEffect(() => {
    if (!isFew || sent.current) return;
    sent.current = true;
    onSend();
  }, [isFew, onSend]);
  if (!count || isFew) return null;
  return (
    <Dialog
      open
      onClose={onClose}
      role="alertdialog"
      size="sm"
      title={t(count.of === 'exactly' ? 'askTitle' : 'askUpTo', { count: count.people })}
      description={count.of === 'exactly' ? t('askText', { name }) : t('askUnknown')}
      closeLabel={words('close')}
      footer={
        <>
          <Button onClick={onClose}>{t('back')}</Button>
          <Button variant="primary" data-autofocus onClick={onSend}>
            {t(isLater ? 'schedule' : 'send')}
          </Button>
        </>
      }
    />
  );
}

/** How many it is; without the server only how many it can be. */
function useReach(channelId: string, text: string, atMost: number): Count {
  const roost = useRoost();
  const isLive = useIsLive();
  const [count, setCount] = useState<Count>(isLive ? null : { of: 'atMost', people: atMost });
  const asked = useRef(false);
  useEffect(() => {
    if (asked.current || !isLive) return;
    asked.current = true;
    // What was shown does not change any more.
    const settle = (answer: Count) => setCount((before) => before ?? answer);
    const giveUp = () => settle({ of: 'atMost', people: atMost });
    const timer = setTimeout(giveUp, PATIENCE_MS);
    roost
      .query('channel.reach', { channel: channelId, text })
      .then(({ people }) => settle({ of: 'exactly', people }), giveUp)
      .finally(() => clearTimeout(timer));
  }, [roost, isLive, channelId, text, atMost]);
  return count;
}
