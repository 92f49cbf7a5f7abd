import type { Channel } from '@roost/protocol/entities';
import { BellOff, Hash, Lock, Megaphone, Pin, Settings, Star, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useChannel, useChannelName, useChannelRights, useMembership, useOthers } from '../../sync/channels.ts';
import { useKeep, usePreference } from '../../sync/keeping.ts';
import { useUser } from '../../sync/people.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { cx } from '../../ui/cx.ts';
import { TopicField } from './TopicField.tsx';
import styles from './ChannelHeader.module.css';

export type ChannelHeaderProps = {
  workspaceId: string;
  channelId: string;
  /** Narrow: name over member count, and the whole block opens the members. */
  isPhone: boolean;
  membersOpen: boolean;
  onMembers: () => void;
  pinsOpen: boolean;
  onPins: () => void;
  onSettings: () => void;
  /** A channel is to be made of a group's conversation. */
  onConvert: () => void;
  /** The Back button or the button that brings the sidebar. */
  start?: ReactNode;
};

/** The line over a conversation: what it is called, what it is about, who is in it. */
export function ChannelHeader(props: ChannelHeaderProps) {
  const { channelId, onSettings, start, isPhone } = props;
  const t = useTranslations('channel');
  const channel = useChannel(channelId);
  const rights = useChannelRights(channelId);
  if (!channel) {
    return (
      <header className={styles.header}>
        {start}
        <h1 className="visually-hidden">{t('unknown')}</h1>
      </header>
    );
  }
  const canOpenSettings = channel.kind !== 'direct' && (rights.setTopic || rights.rename || rights.archive);
  const canConvert = channel.kind === 'direct' && (channel.users?.length ?? 0) > 2;
  return (
    <header className={styles.header}>
      {start}
      {isPhone ? <PhoneNames {...props} channel={channel} /> : <Names {...props} channel={channel} />}
      <Kept channelId={channelId} isPhone={isPhone} />
      {!isPhone && channel.kind !== 'direct' && <MembersButton {...props} />}
      <IconButton
        label={t('pins')}
        icon={<Pin />}
        aria-expanded={props.pinsOpen}
        onClick={props.onPins}
        size={isPhone ? 'lg' : 'md'}
      />
      {canConvert && (
        <IconButton label={t('convert')} icon={<Lock />} onClick={props.onConvert} size={isPhone ? 'lg' : 'md'} />
      )}
      {canOpenSettings && (
        <IconButton label={t('settings')} icon={<Settings />} onClick={onSettings} size={isPhone ? 'lg' : 'md'} />
      )}
    </header>
  );
}

/** The star, and a way out of being muted. */
function Kept({ channelId, isPhone }: { channelId: string; isPhone: boolean }) {
  const t = useTranslations('channel');
  const isMember = useMembership(channelId) !== undefined;
  const { starred, muted } = usePreference(channelId);
  const keep = useKeep();
  const size = isPhone ? 'lg' : 'md';
  if (!isMember) return null;
  return (
    <>
      {muted && (
        <IconButton
          label={t('unmute')}
          icon={<BellOff />}
          size={size}
          onClick={() => keep(channelId, { muted: false })}
        />
      )}
      <IconButton
        label={t('star')}
        icon={<Star className={cx(starred && styles.starred)} />}
        size={size}
        pressed={starred}
        onClick={() => keep(channelId, { starred: !starred })}
      />
    </>
  );
}

function Names({ workspaceId, channelId, channel }: ChannelHeaderProps & { channel: Channel }) {
  return (
    <div className={styles.names}>
      <Title channel={channel} />
      {channel.kind === 'direct' ? (
        <DirectSubtitle workspaceId={workspaceId} channelId={channelId} />
      ) : (
        <TopicField key={channelId} channelId={channelId} />
      )}
    </div>
  );
}

/** The page's h1. It takes focus from script when one arrives without a composer to write in. */
function Title({ channel }: { channel: Channel }) {
  const t = useTranslations('channel');
  const name = useChannelName(channel.id);
  return (
    <h1 className={styles.title} tabIndex={-1} data-channel-title>
      {channel.kind === 'public' && !channel.posting && <Hash role="img" aria-label={t('publicMark')} />}
      {channel.kind === 'public' && channel.posting && <Megaphone role="img" aria-label={t('newsMark')} />}
      {channel.kind === 'private' && <Lock role="img" aria-label={t('privateMark')} />}
      <span>{name}</span>
    </h1>
  );
}

function DirectSubtitle({ workspaceId, channelId }: { workspaceId: string; channelId: string }) {
  const t = useTranslations('channel');
  const words = useTranslations('words');
  const others = useOthers(channelId);
  const other = useUser(workspaceId, others[0] ?? '');
  const text =
    others.length === 0
      ? t('selfNotes')
      : others.length > 1
        ? undefined
        : other?.left
          ? words('hasLeft')
          : other?.title;
  return text ? (
    <p className={styles.topic}>
      <span>{text}</span>
    </p>
  ) : null;
}

function MembersButton({ channelId, membersOpen, onMembers }: ChannelHeaderProps) {
  const t = useTranslations('channel');
  const count = useMembership(channelId)?.memberCount;
  return (
    <button
      type="button"
      className={styles.members}
      aria-expanded={membersOpen}
      aria-label={count === undefined ? t('members') : t('membersButton', { count })}
      onClick={onMembers}
    >
      <Users aria-hidden />
      {count}
    </button>
  );
}

function PhoneNames({ workspaceId, channelId, channel, onMembers }: ChannelHeaderProps & { channel: Channel }) {
  const t = useTranslations('channel');
  const count = useMembership(channelId)?.memberCount;
  const isDirect = channel.kind === 'direct';
  return (
    <div className={styles.phoneNames}>
      <Title channel={channel} />
      {isDirect ? (
        <DirectSubtitle workspaceId={workspaceId} channelId={channelId} />
      ) : (
        count !== undefined && (
          <button type="button" className={styles.subtitle} onClick={onMembers}>
            {t('membersButton', { count })}
          </button>
        )
      )}
    </div>
  );
}
