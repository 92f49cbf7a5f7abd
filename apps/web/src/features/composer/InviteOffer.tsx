import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl';
import { UserPlus } from 'lucide-react';
import { useRejectText } from '../../i18n/useRejectText.ts';
import { useChannel, useChannelName } from '../../sync/channels.ts';
import { useIsLive } from '../../sync/connection.ts';
import { useUsers } from '../../sync/people.ts';
import { useRoost } from '../../sync/roost.ts';
import { Button } from '../../ui/Button.tsx';
import { toasts } from '../../ui/toastStore.ts';
import styles from './InviteOffer.module.css';

interface InviteOfferProps {
  workspaceId: string;
  channelId: string;
  /** What was said. */
  text: string;
  onDone: () => void;
}

const NAMED = 3;

/** After a message that mentions people who will not see it: they are added by one press. */
export function InviteOffer({ workspaceId, channelId, text, onDone }: InviteOfferProps) {
  const t = useTranslations('mentions');
  const outside = useOutside(workspaceId, channelId, text, onDone);
  const channel = useChannel(channelId);
  const name = useChannelName(channelId);
  const names = useNamesOf(workspaceId, outside);
  const { add, busy } = useAdding(channelId, outside, onDone);
  if (outside.length === 0 || channel?.kind === 'direct') return null;
  return (
    <div className={styles.offer} role="status">
      <UserPlus aria-hidden />
      <p>
        {t('offer', { names, count: outside.length, channel: name })}{' '}
        {channel?.kind === 'private' && <span>{t('offerPrivate')}</span>}
      </p>
      <Button size="sm" variant="primary" busy={busy} onClick={() => void add()}>
        {t('add', { count: outside.length })}
      </Button>
      <Button size="sm" variant="ghost" onClick={onDone}>
        {t('notNow')}
      </Button>
    </div>
  );
}

const nobody: readonly string[] = [];

/** Whom the message means who is not in the channel. Asked as soon as somebody can be asked. */
function useOutside(workspaceId: string, channelId: string, text: string, onDone: () => void): readonly string[] {
  const roost = useRoost();
  const isLive = useIsLive();
  const [answer, setAnswer] = useState<{ text: string; outside: readonly string[] } | null>(null);
  const known = answer?.text === text ? answer.outside : null;
  const ask = isLive && known === null;
  useEffect(() => {
    if (!ask) return;
    let left = false;
    roost.query('channel.reach', { channel: channelId, text }).then(
      ({ outside }) => {
        if (left) return;
        setAnswer({ text, outside });
        if (outside.length === 0) onDone();
        else roost.needUsers(workspaceId, outside);
      },
      () => {},
    );
    return () => void (left = true);
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [roost, ask, workspaceId, channelId, text]);
  return known ?? nobody;
}

function useNamesOf(workspaceId: string, ids: readonly string[]): string {
  const t = useTranslations('mentions');
  const users = useUsers(workspaceId);
  const names = ids.slice(0, NAMED).map((id) => users.find((user) => user.id === id)?.name ?? '…');
  const rest = ids.length - names.length;
  return rest > 0 ? t('andMore', { names: names.join(', '), count: rest }) : names.join(', ');
}

/** The server decides: this is not for the outbox. */
function useAdding(channelId: string, users: readonly string[], onDone: () => void) {
  const t = useTranslations('mentions');
  const roost = useRoost();
  const toText = useRejectText();
  const [busy, setBusy] = useState(false);
  const add = async () => {
    setBusy(true);
    try {
      await roost.command('channel.invite', { channel: channelId, users: [...users] });
      toasts.show({ text: t('added', { count: users.length }), tone: 'ok' });
      onDone();
    } catch (error) {
      toasts.show({ text: toText(error), tone: 'danger' });
      setBusy(false);
    }
  };
  return { add, busy };
}
