import { Check, Hash, Lock, Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useRejectText } from '../../i18n/useRejectText.ts';
import { Link } from '../../navigation/Link.tsx';
import { toPath } from '../../navigation/places.ts';
import { useSidebarOrder } from '../../sync/channels.ts';
import { useRoost } from '../../sync/roost.ts';
import { Pill } from '../../ui/Badge.tsx';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { SearchField } from '../../ui/SearchField.tsx';
import { Select } from '../../ui/Select.tsx';
import { SkeletonRows } from '../../ui/Skeleton.tsx';
import { toasts } from '../../ui/toastStore.ts';
import { useChannelList, type ChannelQuery, type ListedChannel } from './useChannelList.ts';
import styles from './ChannelBrowser.module.css';

export type ChannelBrowserDialogProps = { workspaceId: string; onClose: () => void; onCreate: () => void };

/** All channels that one may see: look in, join, leave, or make a new one. */
export function ChannelBrowserDialog({ workspaceId, onClose, onCreate }: ChannelBrowserDialogProps) {
  const t = useTranslations('browser');
  const words = useTranslations('words');
  const [search, setSearch] = useState('');
  const [only, setOnly] = useState<ChannelQuery['only']>('all');
  const [sort, setSort] = useState<ChannelQuery['sort']>('name');
  const mine = useSidebarOrder(workspaceId).channels;
  const { list, reload, loadMore } = useChannelList(workspaceId, { search: search.trim(), only, sort }, mine);
  return (
    <Dialog open onClose={onClose} size="lg" flush title={t('title')} closeLabel={words('close')}>
      <div className={styles.tools}>
        <SearchField
          label={t('find')}
          placeholder={t('find')}
          clearLabel={words('clear')}
          value={search}
          onChange={setSearch}
          data-autofocus
        />
        <Select label={t('only')} hideLabel value={only} onChange={setOnly} options={useOptions(onlys)} />
        <Select label={t('sort')} hideLabel value={sort} onChange={setSort} options={useOptions(sorts)} />
        <Button icon={<Plus />} onClick={onCreate}>
          {t('create')}
        </Button>
      </div>
      <div className={styles.list} aria-busy={list.state === 'loading'}>
        {list.state === 'loading' && (
          <SkeletonRows
            label={words('loading')}
            look="line"
            slow={{ text: words('stillLoading'), retryLabel: words('retry'), onRetry: reload }}
          />
        )}
        {list.state === 'failed' && <FailedList error={list.error} onRetry={reload} />}
        {list.state === 'loaded' && list.channels.length === 0 && (
          <EmptyState
            icon={<Hash />}
            title={search || only !== 'all' ? t('empty') : t('emptyAll')}
            action={<Button onClick={onCreate}>{t('create')}</Button>}
          />
        )}
        {list.state === 'loaded' && (
          <Rows workspaceId={workspaceId} listed={list.channels} mine={mine} onOpen={onClose} onChanged={reload} />
        )}
        {list.state === 'loaded' && list.next && (
          <div className={styles.more}>
            <Button size="sm" onClick={loadMore}>
              {words('showMore')}
            </Button>
          </div>
        )}
      </div>
    </Dialog>
  );
}

const onlys = ['all', 'joined', 'notJoined', 'private', 'archived'] as const;
const sorts = ['name', 'members', 'newest', 'activity'] as const;

type Choosable = (typeof onlys | typeof sorts)[number];

function useOptions<V extends Choosable>(values: readonly V[]): { value: V; label: string }[] {
  const t = useTranslations('browser');
  const labelOf = (value: Choosable) => t(`by_${value}`);
  return values.map((value) => ({ value, label: labelOf(value) }));
}

type RowsProps = {
  workspaceId: string;
  listed: readonly ListedChannel[];
  mine: readonly string[];
  onOpen: () => void;
  onChanged: () => void;
};

function Rows({ listed, mine, ...rest }: RowsProps) {
  return (
    <ul>
      {listed.map((one) => (
        <BrowserRow key={one.channel.id} listed={one} joined={mine.includes(one.channel.id) || one.joined} {...rest} />
      ))}
    </ul>
  );
}

function FailedList({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const toText = useRejectText();
  const words = useTranslations('words');
  return <EmptyState title={toText(error)} action={<Button onClick={onRetry}>{words('retry')}</Button>} />;
}

type RowProps = {
  workspaceId: string;
  listed: ListedChannel;
  joined: boolean;
  onOpen: () => void;
  onChanged: () => void;
};

function BrowserRow({ workspaceId, listed: { channel, memberCount }, joined, onOpen, onChanged }: RowProps) {
  const t = useTranslations('browser');
  return (
    <li className={styles.row}>
      <Link
        className={styles.open}
        href={toPath({ at: 'channel', workspace: workspaceId, channel: channel.id })}
        onClick={onOpen}
      >
        <span className={styles.name}>
          {channel.kind === 'private' ? <Lock aria-hidden /> : <Hash aria-hidden />}
          <span>{channel.name}</span>
          {channel.archivedAt && <Pill small>{t('archivedMark')}</Pill>}
        </span>
        <span className={styles.about}>
          {joined && (
            <span className={styles.joined}>
              <Check size={14} aria-hidden />
              {t('joined')}
              {' · '}
            </span>
          )}
          {t('members', { count: memberCount })}
          {channel.topic && ` · ${channel.topic}`}
        </span>
      </Link>
      {!channel.general && !channel.archivedAt && (
        <JoinOrLeave
          channelId={channel.id}
          name={channel.name ?? ''}
          joined={joined}
          isPrivate={channel.kind === 'private'}
          onChanged={onChanged}
        />
      )}
    </li>
  );
}

type JoinProps = { channelId: string; name: string; joined: boolean; isPrivate: boolean; onChanged: () => void };

/** Private channels are left from their members' pane, where one is asked first: there is no way back by oneself. */
function JoinOrLeave({ channelId, name, joined, isPrivate, onChanged }: JoinProps) {
  const t = useTranslations('browser');
  const roost = useRoost();
  const toText = useRejectText();
  const [busy, setBusy] = useState(false);
  if (isPrivate) return null;
  const act = async () => {
    setBusy(true);
    try {
      await roost.command(joined ? 'channel.leave' : 'channel.join', { channel: channelId });
      onChanged();
    } catch (error) {
      toasts.show({ text: toText(error), tone: 'danger' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button
      size="sm"
      variant={joined ? 'ghost' : 'secondary'}
      busy={busy}
      aria-label={joined ? t('leaveNamed', { name }) : t('joinNamed', { name })}
      onClick={() => void act()}
    >
      {joined ? t('leave') : t('join')}
    </Button>
  );
}
