import { newId } from '@roost/protocol/ids';
import { limits } from '@roost/protocol/limits';
import type { Bookmark } from '@roost/protocol/bookmark';
import { SmilePlus } from 'lucide-react';
import { useId, useState, type FormEvent } from 'react';
import { useTranslations } from 'use-intl';
import { EmojiText } from '../../message/Reactions.tsx';
import { ReactionPicker } from '../../message/ReactionPicker.tsx';
import { useSending } from '../../message/useSending.ts';
import { useBookmarks } from '../../sync/bookmarks.ts';
import { useChannelName } from '../../sync/channels.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { leadsTo, shortOf, toAddress } from './leadsTo.ts';
import styles from './Bookmarks.module.css';

export type BookmarkDialogProps = { channelId: string; bookmarkId?: string | undefined; onClose: () => void };

type Draft = Pick<Bookmark, 'title' | 'address' | 'emoji'>;
const empty: Draft = { title: '', address: '', emoji: null };

/** Puts a link under the channel's name, or changes one. */
export function BookmarkDialog({ channelId, bookmarkId, onClose }: BookmarkDialogProps) {
  const t = useTranslations('bookmarks');
  const words = useTranslations('words');
  const formId = useId();
  const { draft, change, usual, isWrong, save } = useBookmarkDraft(channelId, bookmarkId, onClose);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(bookmarkId ? 'editTitle' : 'addTitle')}
      description={bookmarkId ? undefined : t('addText')}
      closeLabel={words('close')}
      footer={
        <>
          <Button onClick={onClose}>{words('cancel')}</Button>
          <Button type="submit" form={formId} variant="primary">
            {bookmarkId ? words('save') : t('add')}
          </Button>
        </>
      }
    >
      <form id={formId} className={styles.form} onSubmit={submit} noValidate>
        <TextField
          label={t('address')}
          hint={t('addressHint')}
          error={isWrong ? t('addressWrong') : undefined}
          value={draft.address}
          inputMode="url"
          autoComplete="off"
          spellCheck={false}
          maxLength={limits.bookmarkAddress}
          data-autofocus
          onChange={({ target }) => change({ address: target.value })}
        />
        <TitleLine draft={draft} usual={usual} onChange={change} />
      </form>
    </Dialog>
  );
}

function useBookmarkDraft(channel: string, bookmark: string | undefined, onClose: () => void) {
  const send = useSending();
  const known = useBookmarks(channel).find(({ id }) => id === bookmark);
  const [draft, setDraft] = useState<Draft>(known ?? empty);
  const [isWrong, setWrong] = useState(false);
  const address = toAddress(draft.address);
  const usual = useUsualTitle(address);
  const change = (to: Partial<Draft>) => {
    setWrong(false);
    setDraft({ ...draft, ...to });
  };
  const save = () => {
    if (address === null) return setWrong(true);
    const title = draft.title.trim() || usual.slice(0, limits.bookmarkTitle);
    const said = { channel, title, address, emoji: draft.emoji };
    const sent = bookmark
      ? send({ name: 'bookmark.update', args: { ...said, bookmark } })
      : send({ name: 'bookmark.add', args: { ...said, bookmark: newId('bookmark') } });
    if (sent !== null) onClose();
  };
  return { draft, change, usual, isWrong, save };
}

function TitleLine({
  draft: { emoji, title },
  usual,
  onChange,
}: {
  draft: Draft;
  usual: string;
  onChange: (to: Partial<Draft>) => void;
}) {
  const t = useTranslations('bookmarks');
  const isUnnamed = title.trim() === '' && usual !== '';
  return (
    <div className={styles.titleLine}>
      <EmojiChoice emoji={emoji} onChange={(chosen) => onChange({ emoji: chosen })} />
      <TextField
        label={t('title')}
        hint={isUnnamed ? t('titleHint', { title: usual }) : undefined}
        value={title}
        autoComplete="off"
        maxLength={limits.bookmarkTitle}
        onChange={({ target }) => onChange({ title: target.value })}
      />
    </div>
  );
}

function EmojiChoice({ emoji, onChange }: { emoji: string | null; onChange: (emoji: string | null) => void }) {
  const t = useTranslations('bookmarks');
  return (
    <div className={styles.emojiBox}>
      <ReactionPicker
        onPick={onChange}
        trigger={
          <button
            type="button"
            className={styles.emojiButton}
            aria-label={emoji ? t('emojiChosen', { emoji }) : t('emoji')}
          >
            {emoji ? <EmojiText emoji={emoji} /> : <SmilePlus aria-hidden />}
          </button>
        }
      />
      {emoji && (
        <Button size="sm" variant="ghost" onClick={() => onChange(null)}>
          {t('noEmoji')}
        </Button>
      )}
    </div>
  );
}

/** What the link is called where nobody says so: the channel that it leads to, or its host. */
function useUsualTitle(address: string | null): string {
  const leads = address === null ? null : leadsTo(address, window.location.origin);
  const channel = leads?.to === 'place' && leads.place.at === 'channel' ? leads.place.channel : '';
  const name = useChannelName(channel);
  if (address === null) return '';
  return name || shortOf(address);
}
