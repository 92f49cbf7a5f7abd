import type { Message } from '@roost/protocol/entities';
import { limits } from '@roost/protocol/limits';
import { useState, type KeyboardEvent } from 'react';
import { useTranslations } from 'use-intl';
import { toIds } from '../../message/mentionText.ts';
import { QuoteCard } from '../../message/QuoteCard.tsx';
import { useNames } from '../../message/useNames.ts';
import { useChannel, useChannelName } from '../../sync/channels.ts';
import { useRoost } from '../../sync/roost.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextArea } from '../../ui/TextField.tsx';
import { toasts } from '../../ui/toastStore.ts';

export interface ForwardDialogProps {
  workspaceId: string;
  message: Message;
  /** Where to. */
  channelId: string;
  onElsewhere: () => void;
  onSent: (name: string) => void;
  onClose: () => void;
}

/** Hands a message on with some words of one's own. It waits in the outbox when there is no connection. */
export function ForwardDialog(props: ForwardDialogProps) {
  const { workspaceId, message, channelId, onElsewhere, onSent, onClose } = props;
  const t = useTranslations('quotes');
  const words = useTranslations('words');
  const full = useTranslations('composer')('full');
  const roost = useRoost();
  const names = useNames(workspaceId);
  const channel = useChannel(channelId);
  const bare = useChannelName(channelId);
  const name = channel?.kind === 'direct' ? bare : `#${bare}`;
  const isPublic = useChannel(message.channel)?.kind === 'public';
  const [comment, setComment] = useState('');
  const quote = quoteToForward(message);
  const send = () => {
    const text = toIds(comment.trim(), names);
    if (roost.post({ channel: channelId, text, quote }) === null)
      return void toasts.show({ id: 'outbox-full', text: full, tone: 'danger' });
    onClose();
    onSent(name);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('forwardTo', { name })}
      closeLabel={words('close')}
      footer={
        <>
          <Button variant="ghost" onClick={onElsewhere}>
            {t('elsewhere')}
          </Button>
          <Button variant="primary" onClick={send}>
            {t('forward')}
          </Button>
        </>
      }
    >
      <TextArea
        label={t('comment')}
        hint={isPublic ? t('commentHint') : t('reach')}
        maxLength={limits.messageText}
        value={comment}
        onChange={(event) => setComment(event.target.value)}
        onKeyDown={onKeyDown}
        data-autofocus
      />
      <QuoteCard workspaceId={workspaceId} of={quote} />
    </Dialog>
  );
}

/** One that says nothing itself hands on what it quotes. */
export function quoteToForward({ id, rev, text, quote }: Message): { message: string; rev: number } {
  return text === '' && quote ? quote : { message: id, rev };
}
