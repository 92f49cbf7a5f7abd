import { limits } from '@roost/protocol/limits';
import { useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import { useTranslations } from 'use-intl';
import { useRejectText } from '../../i18n/useRejectText.ts';
import { useChannel, useChannelRights } from '../../sync/channels.ts';
import { useRoost } from '../../sync/roost.ts';
import { toasts } from '../../ui/toastStore.ts';
import styles from './ChannelHeader.module.css';

/** The topic; a click edits it in place where that is allowed. Enter keeps the change, Esc drops it. */
export function TopicField({ channelId }: { channelId: string }) {
  const t = useTranslations('channel');
  const topic = useChannel(channelId)?.topic ?? '';
  const rights = useChannelRights(channelId);
  const button = useRef<HTMLButtonElement>(null);
  const [editing, setEditing] = useState(false);
  if (editing) {
    const done = () => {
      setEditing(false);
      requestAnimationFrame(() => button.current?.focus());
    };
    return <TopicForm channelId={channelId} topic={topic} onDone={done} />;
  }
  if (rights.setTopic) {
    return (
      <button
        ref={button}
        type="button"
        className={styles.topic}
        onClick={() => setEditing(true)}
        title={topic || undefined}
      >
        <span>{topic || t('addTopic')}</span>
        {topic && <span className="visually-hidden">{t('editTopic')}</span>}
      </button>
    );
  }
  return topic ? (
    <p className={styles.topic} title={topic}>
      <span>{topic}</span>
    </p>
  ) : null;
}

function TopicForm({ channelId, topic, onDone }: { channelId: string; topic: string; onDone: () => void }) {
  const t = useTranslations('channel');
  const roost = useRoost();
  const toText = useRejectText();
  const [text, setText] = useState(topic);
  const settled = useRef(false);
  const save = (event?: FormEvent) => {
    event?.preventDefault();
    if (settled.current) return;
    settled.current = true;
    onDone();
    const next = text.trim();
    if (next === topic) return;
    roost
      .command('channel.update', { channel: channelId, topic: next })
      .catch(
        (error: unknown) => void toasts.show({ text: `${t('topicSaveFailed')} ${toText(error)}`, tone: 'danger' }),
      );
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Escape') return;
    event.stopPropagation();
    settled.current = true;
    onDone();
  };
  return (
    <form className={styles.topicForm} onSubmit={save}>
      <input
        className={styles.topicInput}
        aria-label={t('topic')}
        value={text}
        maxLength={limits.topic}
        autoFocus
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onKeyDown}
        onBlur={() => save()}
      />
    </form>
  );
}
