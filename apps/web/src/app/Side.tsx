import { Bookmark, Inbox, SendHorizontal } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { PlaceRow } from '../features/sidebar/PlaceRow.tsx';
import { Sidebar, type SidebarWish } from '../features/sidebar/Sidebar.tsx';
import { Checklist } from '../features/sidebar/Checklist.tsx';
import { toPath } from '../navigation/places.ts';
import { ThreadsRow } from '../features/sidebar/ThreadsRow.tsx';
import { useGo } from '../navigation/usePlace.ts';
import { useDraftCount } from '../sync/drafts.ts';
import { useScheduledCount } from '../sync/scheduled.ts';
import { useDueCount } from '../sync/reminders.ts';
import { useSavedCount } from '../sync/saved.ts';
import { useUnreadChannelCount } from '../sync/unreads.ts';
import { useOpenDialog } from './dialogs.ts';
import { lazyPart } from './lazyPart.tsx';
import { PaneBoundary } from './PaneBoundary.tsx';
import type { WorkspacePlace } from './WorkspaceShell.tsx';

const SettingsNav = lazyPart(async () => (await import('../features/settings/SettingsNav.tsx')).SettingsNav);

const SidebarMenuItems = lazyPart(async () => (await import('./SidebarMenuItems.tsx')).SidebarMenuItems);

/** What stands in the sidebar's place: the conversations, or the list of settings. */
export function Side({ place }: { place: WorkspacePlace }) {
  const openDialog = useOpenDialog();
  const go = useGo();
  const onWish = (wish: SidebarWish) => openDialog({ kind: wish });
  return (
    <PaneBoundary>
      {place.at === 'settings' ? (
        <SettingsNav
          workspaceId={place.workspace}
          section={place.section}
          onStatus={() => openDialog({ kind: 'status' })}
          onSignOut={() => onWish('signOut')}
        />
      ) : (
        <Sidebar
          workspaceId={place.workspace}
          activeChannelId={place.at === 'channel' ? place.channel : null}
          onWish={onWish}
          menu={(target) => <SidebarMenuItems workspaceId={place.workspace} target={target} />}
        >
          <ul>
            <UnreadsRow place={place} />
            <ThreadsRow workspaceId={place.workspace} isActive={place.at === 'threads'} />
            <DraftsRow place={place} />
            <SavedRow place={place} />
          </ul>
          <Checklist
            workspaceId={place.workspace}
            onWish={onWish}
            onProfile={() => go({ at: 'settings', workspace: place.workspace, section: 'profile' })}
          />
        </Sidebar>
      )}
    </PaneBoundary>
  );
}

function UnreadsRow({ place }: { place: WorkspacePlace }) {
  const t = useTranslations('app');
  const { workspace } = place;
  const count = useUnreadChannelCount(workspace);
  return (
    <PlaceRow
      row="unreads"
      href={toPath({ at: 'unreads', workspace })}
      icon={<Inbox aria-hidden />}
      label={t('unreads')}
      count={count}
      countLabel={t('unreadsCount', { count })}
      isActive={place.at === 'unreads'}
    />
  );
}

function DraftsRow({ place }: { place: WorkspacePlace }) {
  const t = useTranslations('app');
  const { workspace } = place;
  const count = useDraftCount(workspace, place.at === 'channel' ? place.channel : null) + useScheduledCount(workspace);
  return (
    <PlaceRow
      row="drafts"
      href={toPath({ at: 'drafts', workspace })}
      icon={<SendHorizontal aria-hidden />}
      label={t('drafts')}
      count={count}
      countLabel={t('draftsCount', { count })}
      isActive={place.at === 'drafts'}
    />
  );
}

function SavedRow({ place }: { place: WorkspacePlace }) {
  const t = useTranslations('app');
  const { workspace } = place;
  const count = useSavedCount(workspace);
  const due = useDueCount(workspace);
  return (
    <PlaceRow
      row="saved"
      href={toPath({ at: 'saved', workspace })}
      icon={<Bookmark aria-hidden />}
      label={t('saved')}
      count={count}
      badge={due}
      countLabel={due > 0 ? t('remindersDue', { count: due }) : t('savedCount', { count })}
      isActive={place.at === 'saved'}
    />
  );
}
