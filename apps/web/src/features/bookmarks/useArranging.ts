import type { Bookmark } from '@roost/protocol/bookmark';
import { useTranslations } from 'use-intl';
import { useSending } from '../../message/useSending.ts';
import { announce } from '../../ui/Announcer.tsx';
import { toasts } from '../../ui/toastStore.ts';

/** What one does to the bookmarks of a channel; seen at once, sent when it can be. */
export function useArranging(channel: string, list: readonly Bookmark[]) {
  const t = useTranslations('bookmarks');
  const send = useSending();
  const placeBefore = (id: string, before: string | null) => {
    const moved = list.find((bookmark) => bookmark.id === id);
    if (!moved || id === before) return;
    if (send({ name: 'bookmark.update', args: { channel, bookmark: id, before } }) === null) return;
    const others = list.filter((bookmark) => bookmark.id !== id);
    const at = before === null ? others.length : others.findIndex((bookmark) => bookmark.id === before);
    announce(t('moved', { title: moved.title, place: at + 1, count: list.length }));
  };
  const move = (id: string, step: number) => {
    const others = list.filter((bookmark) => bookmark.id !== id);
    const to = list.findIndex((bookmark) => bookmark.id === id) + step;
    if (to >= 0 && to < list.length) placeBefore(id, others[to]?.id ?? null);
  };
  const placeBeside = (id: string, beside: string, side: 'before' | 'after') => {
    const at = list.findIndex((bookmark) => bookmark.id === beside);
    if (id !== beside) placeBefore(id, side === 'before' ? beside : (list[at + 1]?.id ?? null));
  };
  const remove = (id: string) => {
    const at = list.findIndex((bookmark) => bookmark.id === id);
    const gone = list[at];
    if (!gone) return;
    const { title, address, emoji } = gone;
    const before = list[at + 1]?.id ?? null;
    if (send({ name: 'bookmark.remove', args: { channel, bookmark: id } }) === null) return;
    const onAction = () =>
      void send({ name: 'bookmark.add', args: { channel, bookmark: id, title, address, emoji, before } });
    toasts.show({ text: t('removed', { title }), action: { label: t('undo'), onAction } });
    focusBeside(id);
  };
  return { move, placeBeside, remove };
}

/** The one that had the focus goes: the keyboard goes on at its neighbour, and where there is none at the channel's name. */
function focusBeside(id: string): void {
  const all = [...document.querySelectorAll<HTMLElement>('[data-bookmark]')];
  const at = all.findIndex((one) => one.dataset['bookmark'] === id);
  (all[at + 1] ?? all[at - 1] ?? document.querySelector<HTMLElement>('[data-channel-title]'))?.focus();
}
