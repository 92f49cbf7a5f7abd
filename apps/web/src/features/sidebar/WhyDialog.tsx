import { intendedPlaces, intendedPreferences } from '@roost/client/intended';
import { noticeOf } from '@roost/protocol/sidebar';
import { Bell, BellOff, BellRing } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { follow as goThere } from '../../navigation/Link.tsx';
import { toPath } from '../../navigation/places.ts';
import { useChannelName } from '../../sync/channels.ts';
import { useKeep, usePreference } from '../../sync/keeping.ts';
import { useWorkspace } from '../../sync/people.ts';
import { useCore, useRoost } from '../../sync/roost.ts';
import type { RoostState } from '../../sync/state.ts';
import { useFollow, useThreadUnread } from '../../sync/threads.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { useWhy } from './useWhy.ts';
import styles from './WhyDialog.module.css';

interface WhyDialogProps {
  workspaceId: string;
  /** What the number counts: mentions in channels and threads, direct messages, or both. */
  of: 'mentions' | 'directs' | 'workspace';
  onClose: () => void;
}

type Cause = { kind: 'channel'; id: string } | { kind: 'thread'; root: string; channel: string };

/**
 * Why a badge is there: each conversation that adds to it, with the reason and the way to hear less of it. What was there when it was asked
 * stays in sight, so that a press can be taken back.
 */
export function WhyDialog({ workspaceId, of, onClose }: WhyDialogProps) {
  const t = useTranslations('why');
  const words = useTranslations('words');
  const { store } = useCore();
  const name = useWorkspace(workspaceId)?.name ?? '';
  const [causes] = useState(() => causesOf(store.getState(), workspaceId, of));
  return (
    <Dialog open onClose={onClose} title={t(of, { name })} closeLabel={words('close')}>
      {causes.length === 0 && <EmptyState title={t('nothing')} />}
      <ul className={styles.list}>
        {causes.map((cause) =>
          cause.kind === 'channel' ? (
            <ChannelCause key={cause.id} workspaceId={workspaceId} channelId={cause.id} onGo={onClose} />
          ) : (
            <ThreadCause key={cause.root} workspaceId={workspaceId} {...cause} onGo={onClose} />
          ),
        )}
      </ul>
    </Dialog>
  );
}

/** Everything that the number adds up, the largest part first. */
function causesOf(state: RoostState, workspaceId: string, of: WhyDialogProps['of']): Cause[] {
  const workspace = state.replica.workspaces.get(workspaceId);
  if (!workspace) return [];
  const kept = intendedPreferences(workspace, state.outbox);
  const isMeant = (id: string) => {
    const isDirect = workspace.channels.get(id)?.kind === 'direct';
    return of === 'workspace' || isDirect === (of === 'directs');
  };
  const channels = [...intendedPlaces(workspace, state.outbox).values()]
    .map((place) => ({ id: place.channel, badge: noticeOf(place, kept.get(place.channel)).badge }))
    .filter(({ id, badge }) => badge > 0 && isMeant(id))
    .sort((a, b) => b.badge - a.badge)
    .map(({ id }): Cause => ({ kind: 'channel', id }));
  if (of === 'directs') return channels;
  const threads = [...workspace.threadPlaces.values()]
    .filter(({ place }) => place.follow && place.unread.entries.some(({ mention }) => mention))
    .map(({ place }): Cause => ({ kind: 'thread', root: place.root, channel: place.channel }));
  return [...channels, ...threads];
}

function ChannelCause({ workspaceId, channelId, onGo }: { workspaceId: string; channelId: string; onGo: () => void }) {
  const t = useTranslations('why');
  const name = useChannelName(channelId);
  const why = useWhy(channelId);
  const { muted } = usePreference(channelId);
  const keep = useKeep();
  return (
    <CauseRow
      href={toPath({ at: 'channel', workspace: workspaceId, channel: channelId })}
      name={name}
      why={why}
      onGo={onGo}
      act={
        <Button size="sm" icon={muted ? <Bell /> : <BellOff />} onClick={() => keep(channelId, { muted: !muted })}>
          {t(muted ? 'unmute' : 'mute')}
        </Button>
      }
    />
  );
}

function ThreadCause({
  workspaceId,
  root,
  channel,
  onGo,
}: {
  workspaceId: string;
  root: string;
  channel: string;
  onGo: () => void;
}) {
  const t = useTranslations('why');
  const reasons = useTranslations('thread');
  const roost = useRoost();
  const follow = useFollow(root);
  const { mentions } = useThreadUnread(root);
  const pane = { kind: 'thread', root } as const;
  return (
    <CauseRow
      href={toPath({ at: 'channel', workspace: workspaceId, channel, message: root, pane })}
      name={t('thread', { name: useChannelName(channel) })}
      why={follow && mentions > 0 ? t('threadMentions', { count: mentions, reason: reasons(follow) }) : t('threadSeen')}
      onGo={onGo}
      act={
        <Button
          size="sm"
          icon={follow ? <BellRing /> : <Bell />}
          onClick={() => roost.send({ name: follow ? 'thread.unfollow' : 'thread.follow', args: { message: root } })}
        >
          {t(follow ? 'unfollow' : 'follow')}
        </Button>
      }
    />
  );
}

interface CauseRowProps {
  href: string;
  name: string;
  why: string;
  onGo: () => void;
  act: ReactNode;
}

function CauseRow({ href, name, why, onGo, act }: CauseRowProps) {
  return (
    <li className={styles.row}>
      <span className={styles.texts}>
        <a
          href={href}
          onClick={(event) => {
            goThere(event);
            onGo();
          }}
        >
          {name}
        </a>
        <span>{why}</span>
      </span>
      {act}
    </li>
  );
}
