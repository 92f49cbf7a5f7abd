import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { useTranslations } from 'use-intl';
import { limits } from '@roost/protocol/limits';
import { editDraft, useDraft } from '../sync/drafts.ts';
import { Button } from '../ui/Button.tsx';
import { useIsCoarse } from '../ui/media.ts';
import styles from './MessageRow.module.css';

/** The text of a message, and what becomes of the new one. */
export interface EditBoxProps {
  messageId: string;
  text: string;
  /** False: it was not taken. */
  onSave: (text: string) => boolean;
  onCancel: () => void;
}

/** Changing a message in place. Enter saves; under a finger it is a newline, as in the composer. */
export function EditBox(props: EditBoxProps) {
  const t = useTranslations('timeline');
  const { value, change, save, cancel } = useEditing(props);
  const isCoarse = useIsCoarse();
  const box = useRef<HTMLTextAreaElement>(null);
  useGiveBack(box);
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') cancel();
    else if (event.key === 'Enter' && !event.shiftKey && !isCoarse) {
      event.preventDefault();
      save();
    }
  };
  return (
    <div className={styles.edit}>
      <textarea
        ref={box}
        className={styles.editBox}
        aria-label={t('editLabel')}
        autoFocus
        dir="auto"
        rows={1}
        maxLength={limits.messageText}
        value={value}
        onFocus={(event) => event.currentTarget.setSelectionRange(value.length, value.length)}
        onChange={(event) => change(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className={styles.editFoot}>
        <Button size="sm" onClick={cancel}>
          {t('cancel')}
        </Button>
        <Button size="sm" variant="primary" onClick={save}>
          {t('save')}
        </Button>
        {!isCoarse && <small>{t('editHint')}</small>}
      </div>
    </div>
  );
}

/** An unchanged or empty text changes nothing; what is neither saved nor dropped is there the next time. */
function useEditing({ messageId, text, onSave, onCancel }: EditBoxProps) {
  const [draft, keep] = useDraft(editDraft(messageId));
  const [value, setValue] = useState(draft || text);
  const cancel = () => {
    keep('');
    onCancel();
  };
  return {
    value,
    change: (next: string) => {
      setValue(next);
      keep(next === text ? '' : next);
    },
    save: () => {
      if (value.trim() === '' || value === text) cancel();
      else if (onSave(value)) keep('');
    },
    cancel,
  };
}

/** The focus goes back to where editing was begun from, else to the message. */
function useGiveBack(box: RefObject<HTMLTextAreaElement | null>): void {
  const [opener] = useState(() => document.activeElement);
  useEffect(() => {
    const row = box.current?.closest('article');
    return () =>
      void requestAnimationFrame(() => {
        if (document.activeElement !== document.body) return;
        if (opener instanceof HTMLElement && opener !== document.body && opener.isConnected) opener.focus();
        else row?.focus();
      });
  }, [box, opener]);
}
