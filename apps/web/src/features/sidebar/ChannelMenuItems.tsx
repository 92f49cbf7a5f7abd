import type { Level, SectionId } from '@roost/protocol/entities';
import { countsAll } from '@roost/protocol/sidebar';
import { Bell, BellOff, Check, CircleDot, FolderInput, Link2 as LinkIcon, Star, StarOff } from 'lucide-react';
import { useTranslations } from 'use-intl';
import { useChannel, useChannelName, useChannelRights, useUnread } from '../../sync/channels.ts';
import { useKeep, usePreference } from '../../sync/keeping.ts';
import { useSidebarSections } from '../../sync/sidebarSections.ts';
import { announce } from '../../ui/Announcer.tsx';
import { MenuGroup, MenuItem, MenuRadioItem, MenuSeparator, SubMenu } from '../../ui/MenuLayer.tsx';
import { placeIn } from './channelDrag.ts';
import { useWhy } from './useWhy.ts';

export type ChannelMenuItemsProps = {
  workspaceId: string;
  channelId: string;
  onRead: () => void;
  /** A section is to be made for this channel. */
  onNewSection: () => void;
  /** A link is to be put under its name. */
  onBookmark: () => void;
};

/** What one does with a conversation in the sidebar. It begins by saying why the row looks as it does. */
export function ChannelMenuItems({ workspaceId, channelId, onRead, onNewSection, onBookmark }: ChannelMenuItemsProps) {
  const t = useTranslations('sidebarMenu');
  const unread = useUnread(channelId);
  const kept = usePreference(channelId);
  const keep = useKeep();
  const why = useWhy(channelId);
  const rights = useChannelRights(channelId);
  return (
    <MenuGroup label={why}>
      {(unread.count > 0 || unread.any) && (
        <MenuItem icon={<Check />} onSelect={onRead}>
          {t('markRead')}
        </MenuItem>
      )}
      <MenuItem
        icon={kept.starred ? <StarOff /> : <Star />}
        onSelect={() => {
          keep(channelId, { starred: !kept.starred });
          focusRowSoon(channelId);
        }}
      >
        {t(kept.starred ? 'unstar' : 'star')}
      </MenuItem>
      <MenuItem
        icon={kept.muted ? <Bell /> : <BellOff />}
        description={kept.muted ? undefined : t('muteHint')}
        onSelect={() => keep(channelId, { muted: !kept.muted })}
      >
        {t(kept.muted ? 'unmute' : 'mute')}
      </MenuItem>
      {!kept.muted && <LevelMenu channelId={channelId} />}
      <MenuSeparator />
      <PlaceMenu workspaceId={workspaceId} channelId={channelId} onNewSection={onNewSection} />
      {rights.bookmark && (
        <MenuItem icon={<LinkIcon />} onSelect={onBookmark}>
          {t('addBookmark')}
        </MenuItem>
      )}
    </MenuGroup>
  );
}

function LevelMenu({ channelId }: { channelId: string }) {
  const t = useTranslations('sidebarMenu');
  const kept = usePreference(channelId);
  const keep = useKeep();
  const present: Level = countsAll(channelId, kept) ? 'all' : 'mentions';
  const words = { all: t('levelAll'), mentions: t('levelMentions') };
  return (
    <SubMenu
      icon={<CircleDot />}
      label={t('level')}
      items={(['all', 'mentions'] as const).map((level) => (
        <MenuRadioItem key={level} checked={level === present} onSelect={() => keep(channelId, { level })}>
          {words[level]}
        </MenuRadioItem>
      ))}
    >
      {t('level')}
    </SubMenu>
  );
}

function PlaceMenu({
  workspaceId,
  channelId,
  onNewSection,
}: Pick<ChannelMenuItemsProps, 'workspaceId' | 'channelId' | 'onNewSection'>) {
  const t = useTranslations('sidebarMenu');
  const nameOf = useSectionName();
  const sections = useSidebarSections(workspaceId);
  const name = useChannelName(channelId);
  const keep = useKeep();
  const isDirect = useChannel(channelId)?.kind === 'direct';
  const move = (section: SectionId, sectionName: string | null) => {
    keep(channelId, placeIn(section));
    announce(t('moved', { name, section: nameOf(section, sectionName) }));
    focusRowSoon(channelId);
  };
  return (
    <SubMenu
      icon={<FolderInput />}
      label={t('moveTo')}
      items={
        <>
          {sections
            .filter(({ id }) => id !== (isDirect ? 'channels' : 'directs'))
            .map((section) => (
              <MenuRadioItem
                key={section.id}
                checked={section.channels.includes(channelId)}
                onSelect={() => move(section.id, section.name)}
              >
                {nameOf(section.id, section.name)}
              </MenuRadioItem>
            ))}
          <MenuSeparator />
          <MenuItem onSelect={onNewSection}>{t('newSection')}</MenuItem>
        </>
      }
    >
      {t('moveTo')}
    </SubMenu>
  );
}

/** What a section is called. */
export function useSectionName(): (id: SectionId, name: string | null) => string {
  const t = useTranslations('sidebar');
  return (id, name) => name ?? t(id as 'starred' | 'channels' | 'directs');
}

const mostFrames = 20;

/** The row stands elsewhere now; the keyboard goes on from there once the menu has closed, unless it has gone on already. */
function focusRowSoon(channelId: string): void {
  const row = `[data-row="${channelId}"]`;
  const before = document.querySelector(row);
  const look = (frames: number) =>
    requestAnimationFrame(() => {
      const after = document.querySelector<HTMLElement>(row);
      const isLost = document.activeElement === null || document.activeElement === document.body;
      if (isLost && after && after !== before) after.focus({ preventScroll: true });
      else if (frames > 0) look(frames - 1);
    });
  look(mostFrames);
}
