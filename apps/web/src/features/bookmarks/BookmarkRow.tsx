import type { Bookmark } from '@roost/protocol/bookmark';
import { Hash, Link2, Mail, MessageSquareText, Plus } from 'lucide-react';
import { useState, type DragEvent, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { EmojiText } from '../../message/Reactions.tsx';
import { follow } from '../../navigation/Link.tsx';
import { useBookmarks } from '../../sync/bookmarks.ts';
import { useChannelRights } from '../../sync/channels.ts';
import { cx } from '../../ui/cx.ts';
import { IconButton } from '../../ui/IconButton.tsx';
import { ContextMenu } from '../../ui/Menu.tsx';
import { useContextMenu } from '../../ui/useContextMenu.ts';
import { BookmarkMenuItems } from './BookmarkMenuItems.tsx';
import { leadsTo, type Leads } from './leadsTo.ts';
import { useArranging } from './useArranging.ts';
import styles from './Bookmarks.module.css';

export type BookmarkRowProps = { channelId: string; onAdd: () => void; onEdit: (bookmark: string) => void };

const dragType = 'application/x-roost-bookmark';

/** The links under a channel's name: one Tab stop, arrows go from one to the next, with Ctrl and Shift they move it. */
export function BookmarkRow({ channelId, onAdd, onEdit }: BookmarkRowProps) {
  const t = useTranslations('bookmarks');
  const list = useBookmarks(channelId);
  const rights = useChannelRights(channelId);
  const arranging = useArranging(channelId, list);
  const { at, close, triggerProps } = useContextMenu('[data-bookmark]');
  const [focused, setFocused] = useState<string>();
  const stop = list.find(({ id }) => id === focused)?.id ?? list[0]?.id;
  const shown = useLast(at?.opener?.dataset['bookmark']);
  const target = list.find(({ id }) => id === shown);
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    triggerProps.onKeyDown(event);
    const id = (event.target as HTMLElement).dataset['bookmark'];
    if (id && !event.defaultPrevented) onRowKey(event, id, rights.bookmark ? arranging : null);
  };
  return (
    <nav className={styles.row} aria-label={t('list')}>
      <ul className={styles.list} {...triggerProps} onKeyDown={onKeyDown}>
        {list.map((bookmark) => (
          <Item
            key={bookmark.id}
            bookmark={bookmark}
            isStop={bookmark.id === stop}
            onFocus={() => setFocused(bookmark.id)}
            onDropped={rights.bookmark ? arranging.placeBeside : null}
          />
        ))}
      </ul>
      {rights.bookmark && <IconButton size="sm" label={t('add')} icon={<Plus />} onClick={onAdd} />}
      <ContextMenu at={at} onClose={close} label={t('menuOf', { title: target?.title ?? '' })}>
        {target && (
          <BookmarkMenuItems
            bookmark={target}
            list={list}
            arranging={rights.bookmark ? arranging : null}
            onEdit={() => onEdit(target.id)}
          />
        )}
      </ContextMenu>
    </nav>
  );
}

/** While a menu fades away, it goes on speaking of the same one. */
function useLast(now: string | undefined): string | undefined {
  const [last, setLast] = useState(now);
  if (now !== undefined && now !== last) setLast(now);
  return now ?? last;
}

function onRowKey(
  event: KeyboardEvent<HTMLElement>,
  id: string,
  arranging: ReturnType<typeof useArranging> | null,
): void {
  const { key, currentTarget, target, altKey, ctrlKey, metaKey, shiftKey } = event;
  if (altKey) return;
  const isRtl = getComputedStyle(currentTarget).direction === 'rtl';
  const step = { ArrowRight: isRtl ? -1 : 1, ArrowLeft: isRtl ? 1 : -1 }[key];
  const moves = (ctrlKey || metaKey) && shiftKey;
  if (step && moves) arranging?.move(id, step);
  else if (key === 'Delete' && !ctrlKey && !metaKey && !shiftKey) arranging?.remove(id);
  else if (ctrlKey || metaKey || shiftKey || !focusOther(currentTarget, target as HTMLElement, key, step)) return;
  event.preventDefault();
}

function focusOther(row: HTMLElement, from: HTMLElement, key: string, step: number | undefined): boolean {
  const all = [...row.querySelectorAll<HTMLElement>('[data-bookmark]')];
  const to = key === 'Home' ? all[0] : key === 'End' ? all.at(-1) : step && all[all.indexOf(from) + step];
  if (to) to.focus();
  return Boolean(to);
}

type ItemProps = {
  bookmark: Bookmark;
  isStop: boolean;
  onFocus: () => void;
  /** Another one was dropped before or behind it. */
  onDropped: ((other: string, beside: string, side: 'before' | 'after') => void) | null;
};

function Item({ bookmark, isStop, onFocus, onDropped }: ItemProps) {
  const { id, address, title, emoji } = bookmark;
  const t = useTranslations('bookmarks');
  const leads = leadsTo(address, window.location.origin);
  const { side, dropProps } = useDropSide((other, to) => onDropped?.(other, id, to));
  const away =
    leads.to === 'page'
      ? { target: '_blank', rel: 'noopener noreferrer nofollow', 'aria-label': t('newTab', { title }) }
      : {};
  return (
    <li className={cx(styles.item, side && styles[side])} {...(onDropped && dropProps)}>
      <a
        className={styles.link}
        href={leads.to === 'place' ? leads.path : address}
        data-bookmark={id}
        title={address}
        tabIndex={isStop ? 0 : -1}
        draggable={onDropped !== null}
        onDragStart={({ dataTransfer }) => {
          dataTransfer.setData(dragType, id);
          dataTransfer.effectAllowed = 'all';
        }}
        onFocus={onFocus}
        onClick={leads.to === 'place' ? follow : undefined}
        {...away}
      >
        {emoji ? (
          <span className={styles.emoji} aria-hidden>
            <EmojiText emoji={emoji} />
          </span>
        ) : (
          iconOf(leads)
        )}
        <span>{title}</span>
      </a>
    </li>
  );
}

function iconOf(leads: Leads): ReactNode {
  if (leads.to === 'mailbox') return <Mail aria-hidden />;
  if (leads.to === 'page') return <Link2 aria-hidden />;
  const isMessage = leads.place.at === 'channel' && (leads.place.message ?? leads.place.pane) !== undefined;
  return isMessage ? <MessageSquareText aria-hidden /> : <Hash aria-hidden />;
}

/** On which side of an element something would be dropped. */
function useDropSide(onDrop: (other: string, side: 'before' | 'after') => void) {
  const [side, setSide] = useState<'before' | 'after' | null>(null);
  const sideOf = ({ clientX, currentTarget }: DragEvent) => {
    const { left, width } = currentTarget.getBoundingClientRect();
    return clientX - left < width / 2 ? 'before' : 'after';
  };
  return {
    side,
    dropProps: {
      onDragOver: (event: DragEvent) => {
        if (!event.dataTransfer.types.includes(dragType)) return;
        event.preventDefault();
        event.dataTransfer.dropEffect = 'move';
        setSide(sideOf(event));
      },
      onDragLeave: () => setSide(null),
      onDrop: (event: DragEvent) => {
        setSide(null);
        const other = event.dataTransfer.getData(dragType);
        if (!other) return;
        event.preventDefault();
        onDrop(other, sideOf(event));
      },
    },
  };
}
