import type { OutboxEntry } from '@roost/client/types';
import type { Message } from '@roost/protocol/entities';
import { Check, CheckCheck } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useChannelRights } from '../sync/channels.ts';
import { useRoost } from '../sync/roost.ts';
import { AvatarStack } from '../ui/Avatar.tsx';
import { Button } from '../ui/Button.tsx';
import { AckDialog } from './AckDialog.tsx';
import type { MessageList } from './useMessageList.ts';
import { useSending } from './useSending.ts';
import styles from './AckBar.module.css';

export interface AckBarProps {
  list: Pick<MessageList, 'workspaceId' | 'self' | 'nameOf'>;
  message: Pick<Message, 'id' | 'channel' | 'author' | 'acknowledged'>;
  /** What one has done to it and the server has not confirmed. */
  intents: readonly OutboxEntry[];
}

const facesShown = 3;

/** Under a message that asks for it: the button, and who has said so. The button stays where it is, so that the focus does. */
export function AckBar({ list, message, intents }: AckBarProps) {
  const t = useTranslations('urging');
  const roost = useRoost();
  const send = useSending();
  const { self, workspaceId, nameOf } = list;
  const { post } = useChannelRights(message.channel);
  const [isOpen, setOpen] = useState(false);
  const isOnTheWay = intents.some(({ name, state }) => name === 'message.acknowledge' && state.type !== 'failed');
  const given = message.acknowledged ?? [];
  const known = isOnTheWay && !given.includes(self) ? [...given, self] : given;
  const isMine = known.includes(self);
  const faces = known.slice(0, facesShown).join();
  useEffect(() => {
    if (faces !== '') roost.needUsers(workspaceId, faces.split(','));
  }, [roost, workspaceId, faces]);
  return (
    <div className={styles.bar}>
      {message.author !== self && post && (
        <Button
          size="sm"
          variant={isMine ? 'ghost' : 'primary'}
          icon={isMine ? <CheckCheck /> : <Check />}
          aria-disabled={isMine || undefined}
          onClick={() => {
            if (!isMine) send({ name: 'message.acknowledge', args: { message: message.id } });
          }}
        >
          {t(isMine ? 'acknowledged' : 'acknowledge')}
        </Button>
      )}
      <button
        type="button"
        className={styles.who}
        aria-label={t('show', { count: known.length })}
        onClick={() => setOpen(true)}
      >
        {known.length > 0 && (
          <AvatarStack people={known.slice(0, facesShown).map((id) => ({ id, name: nameOf(id) }))} size={20} />
        )}
        {t('count', { count: known.length })}
      </button>
      {isOpen && <AckDialog workspaceId={workspaceId} message={message.id} onClose={() => setOpen(false)} />}
    </div>
  );
}
