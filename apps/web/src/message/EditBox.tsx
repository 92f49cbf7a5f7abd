import { useEffect, useRef, useState, type KeyboardEvent, type RefObject } from 'react';
import { useTranslations } from 'use-intl';
import { limits } from '@roost/protocol/limits';
import { Button } from '../ui/Button.tsx';
import styles from './MessageRow.module.css';

/** Changing a message in place. An unchanged or empty text changes nothing. */
export function EditBox({
  text,
  onSave,
  onCancel,
}: {
  text: string;
  onSave: (text: string) => void;
  onCancel: () => void;
}) {
  const t = useTranslations('timeline');
  const [value, setValue] = useState(text);
  const box = useRef<HTMLTextAreaElement>(null);
  useGiveBack(box);
  const save = () => (value.trim() === '' || value === text ? onCancel() : onSave(value));
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Escape') onCancel();
    else if (event.key === 'Enter' && !event.shiftKey) {
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
        onChange={(event) => setValue(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className={styles.editFoot}>
        <Button size="sm" onClick={onCancel}>
          {t('cancel')}
        </Button>
        <Button size="sm" variant="primary" onClick={save}>
          {t('save')}
        </Button>
        <small>{t('editHint')}</small>
      </div>
    </div>
  );
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
