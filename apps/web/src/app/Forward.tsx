import type { Message } from '@roost/protocol/entities';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { ForwardDialog, quoteToForward } from '../features/forward/ForwardDialog.tsx';
import type { Conversation } from '../features/switcher/choices.ts';
import { SwitcherDialog } from '../features/switcher/SwitcherDialog.tsx';
import { useRejectText } from '../i18n/useRejectText.ts';
import { QuoteCard } from '../message/QuoteCard.tsx';
import { toPath } from '../navigation/places.ts';
import { useGo } from '../navigation/usePlace.ts';
import { useRoost } from '../sync/roost.ts';
import { toasts } from '../ui/toastStore.ts';

const canWriteIn = ({ membership, channel }: Conversation): boolean => membership !== undefined && !channel.archivedAt;

/** Where to, and then with which words. A conversation with somebody new has to be made first, which needs the server. */
export function Forward({
  workspaceId,
  message,
  onClose,
}: {
  workspaceId: string;
  message: Message;
  onClose: () => void;
}) {
  const t = useTranslations('quotes');
  const go = useGo();
  const roost = useRoost();
  const toText = useRejectText();
  const [target, setTarget] = useState<string | null>(null);
  const toPerson = (user: string) => {
    roost.command('direct.open', { workspace: workspaceId, users: [user] }).then(
      ({ channel }) => setTarget(channel.id),
      (error: unknown) => void toasts.show({ text: toText(error), tone: 'danger' }),
    );
  };
  if (target === null)
    return (
      <SwitcherDialog
        workspaceId={workspaceId}
        purpose={{
          title: t('forwardTitle'),
          placeholder: t('forwardPlaceholder'),
          found: t('forwardFound'),
          enter: t('forwardEnter'),
          about: <QuoteCard workspaceId={workspaceId} of={quoteToForward(message)} />,
        }}
        actions={none}
        offer={canWriteIn}
        stays
        onConversation={setTarget}
        onPerson={toPerson}
        onClose={onClose}
      />
    );
  return (
    <ForwardDialog
      workspaceId={workspaceId}
      message={message}
      channelId={target}
      onElsewhere={() => setTarget(null)}
      onClose={onClose}
      onSent={(name) => {
        const onAction = () => go({ at: 'channel', workspace: workspaceId, channel: target });
        const isHere = location.pathname === toPath({ at: 'channel', workspace: workspaceId, channel: target });
        const action = isHere ? {} : { action: { label: t('show'), onAction } };
        toasts.show({ text: t('forwarded', { name }), tone: 'ok', ...action });
      }}
    />
  );
}

const none: readonly [] = [];
