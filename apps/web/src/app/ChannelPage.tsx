import { ArrowLeft, Hash, PanelLeft } from 'lucide-react';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { ChannelHeader } from '../features/channelSettings/ChannelHeader.tsx';
import { Composer } from '../features/composer/Composer.tsx';
import { ConnectionLine } from './ConnectionLine.tsx';
import { ChannelTimeline, type TimelineHandle } from '../features/timeline/ChannelTimeline.tsx';
import { laterPart } from '../i18n/laterPart.tsx';
import { follow } from '../navigation/Link.tsx';
import { toPath, type ChannelPlace } from '../navigation/places.ts';
import { useGo, usePane } from '../navigation/usePlace.ts';
import {
  useChannel,
  useChannelAccess,
  useChannelName,
  useChannelRights,
  useHasBookmarks,
  useSidebarOrder,
} from '../sync/channels.ts';
import { useRoost } from '../sync/roost.ts';
import { useSession } from '../sync/session.ts';
import { ButtonLink } from '../ui/Button.tsx';
import { EmptyState } from '../ui/EmptyState.tsx';
import { IconButton } from '../ui/IconButton.tsx';
import { useIsCoarse } from '../ui/media.ts';
import { Pane } from '../ui/Pane.tsx';
import { SkeletonRows } from '../ui/Skeleton.tsx';
import { useOpenDialog } from './dialogs.ts';
import { useHotkeys } from './hotkeys.ts';
import { fetchAhead } from './lazyPart.tsx';
import { PaneBoundary } from './PaneBoundary.tsx';
import { useTabTitle } from './useTabMark.ts';
import styles from './Shell.module.css';

const fetchBars = () => import('../features/channelSettings/ChannelBars.tsx');
const ChannelBar = laterPart(async () => (await fetchBars()).ChannelBar);
const fetchBookmarks = () => import('../features/bookmarks/BookmarkRow.tsx');
const BookmarkRow = laterPart(async () => (await fetchBookmarks()).BookmarkRow);
fetchAhead(fetchBars, fetchBookmarks);

export type ChannelPageProps = {
  place: ChannelPlace;
  isPhone: boolean;
  beside: boolean;
  showSidebar: (() => void) | null;
};

/** One conversation: header, messages, and the composer or what stands in its place. */
export function ChannelPage(props: ChannelPageProps) {
  const { place, isPhone, beside } = props;
  const channel = useChannel(place.channel);
  const access = useChannelAccess(place.channel);
  const roost = useRoost();
  const session = useSession();
  const isKnown = channel !== undefined;
  const name = useChannelName(place.channel);
  useTabTitle(place.workspace, isKnown && channel.kind !== 'direct' ? `#${name}` : name);
  useEffect(() => {
    roost.open(place.channel);
    return () => roost.open(null);
    // Only a channel that is known can be opened. Whoever signs in again goes on with another client, which knows nothing of it.
  }, [roost, place.channel, isKnown, session]);
  return (
    <Pane
      as="main"
      corners={isPhone ? 'none' : 'end'}
      data-region="main"
      tabIndex={-1}
      id="content"
      data-beside={beside || undefined}
    >
      <PageHeader {...props} />
      <Bookmarks channelId={place.channel} />
      <div className={styles.body}>
        <ConnectionLine />
        {access === 'unknown' && <LoadingChannel key={place.channel} channelId={place.channel} />}
        {access === 'none' && <NoSuchChannel workspaceId={place.workspace} />}
        {(access === 'member' || access === 'visitor') && <Conversation place={place} />}
      </div>
    </Pane>
  );
}

function Conversation({ place }: { place: ChannelPlace }) {
  const { workspace, channel: channelId, message, moment } = place;
  const isCoarse = useIsCoarse();
  // As it was opened: a thread that one opens later takes the focus itself.
  const [opened, setOpened] = useState(place);
  if (opened.channel !== channelId) setOpened(place);
  const timeline = useRef<TimelineHandle>(null);
  const focusComposer = !isCoarse && !opened.message && !opened.moment && !opened.pane;
  const canWrite = useChannelRights(channelId).speak;
  useHotkeys({ Escape: () => !isInPane() && timeline.current?.markRead() });
  useEffect(() => {
    if (!canWrite) focusTitleIfLost();
  }, [canWrite, channelId]);
  return (
    <>
      <PaneBoundary resetKey={channelId}>
        <ChannelTimeline
          key={channelId}
          ref={timeline}
          workspaceId={workspace}
          channelId={channelId}
          messageId={message}
          moment={moment}
        />
      </PaneBoundary>
      {canWrite ? (
        <PaneBoundary resetKey={channelId}>
          <Composer
            workspaceId={workspace}
            channelId={channelId}
            autoFocus={focusComposer}
            onEditLast={() => timeline.current?.editLast()}
            onSent={() => timeline.current?.toPresent()}
          />
        </PaneBoundary>
      ) : (
        <ChannelBar key={channelId} channelId={channelId} />
      )}
    </>
  );
}

/** There Escape closes the pane. */
function isInPane(): boolean {
  return Boolean(document.activeElement?.closest('[data-region="pane"]'));
}

/** The composer that had the focus is gone: the keyboard goes on at the title instead of the top of the page. */
function focusTitleIfLost(): void {
  if (document.activeElement === document.body)
    document.querySelector<HTMLElement>('[data-channel-title]')?.focus({ preventScroll: true });
}

function PageHeader({ place, isPhone, showSidebar }: ChannelPageProps) {
  const { pane, setPane } = usePane();
  const openDialog = useOpenDialog();
  const membersOpen = pane?.kind === 'members';
  const pinsOpen = pane?.kind === 'pins';
  return (
    <ChannelHeader
      workspaceId={place.workspace}
      channelId={place.channel}
      isPhone={isPhone}
      membersOpen={membersOpen}
      onMembers={() => setPane(membersOpen ? undefined : { kind: 'members' })}
      pinsOpen={pinsOpen}
      onPins={() => setPane(pinsOpen ? undefined : { kind: 'pins' })}
      onSettings={() => openDialog({ kind: 'channelSettings', channel: place.channel })}
      onConvert={() => openDialog({ kind: 'convertDirect', channel: place.channel })}
      start={<PageStart workspaceId={place.workspace} isPhone={isPhone} showSidebar={showSidebar} />}
    />
  );
}

/** The row has its height before its links are known. */
function Bookmarks({ channelId: channel }: { channelId: string }) {
  const openDialog = useOpenDialog();
  if (!useHasBookmarks(channel)) return null;
  return (
    <div className={styles.bookmarks}>
      <BookmarkRow
        key={channel}
        channelId={channel}
        onAdd={() => openDialog({ kind: 'bookmark', channel })}
        onEdit={(bookmark) => openDialog({ kind: 'bookmark', channel, bookmark })}
      />
    </div>
  );
}

/** Before a page's title: Back on phones, the sidebar's button where it is a drawer, nothing elsewhere. */
export function PageStart({
  workspaceId,
  isPhone,
  showSidebar,
}: {
  workspaceId: string;
  isPhone: boolean;
  showSidebar: (() => void) | null;
}): ReactNode {
  const t = useTranslations('app');
  const go = useGo();
  if (isPhone)
    return (
      <IconButton
        size="lg"
        label={t('backToList')}
        icon={<ArrowLeft />}
        tooltip={false}
        onClick={() => go({ at: 'home', workspace: workspaceId })}
      />
    );
  return showSidebar && <IconButton label={t('openSidebar')} icon={<PanelLeft />} onClick={showSidebar} />;
}

function LoadingChannel({ channelId }: { channelId: string }) {
  const words = useTranslations('words');
  const roost = useRoost();
  const onRetry = () => roost.meetChannel(channelId);
  const slow = { text: words('stillLoading'), retryLabel: words('retry'), onRetry };
  return <SkeletonRows label={words('loading')} slow={slow} />;
}

function NoSuchChannel({ workspaceId }: { workspaceId: string }) {
  const t = useTranslations('app');
  const first = useSidebarOrder(workspaceId).channels[0];
  const name = useChannelName(first ?? '');
  return (
    <EmptyState
      icon={<Hash />}
      title={t('channelGoneTitle')}
      action={
        first && (
          <ButtonLink href={toPath({ at: 'channel', workspace: workspaceId, channel: first })} onClick={follow}>
            {t('channelGoneAction', { name })}
          </ButtonLink>
        )
      }
    >
      {t('channelGoneText')}
    </EmptyState>
  );
}
