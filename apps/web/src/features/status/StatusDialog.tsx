import type { Status, User } from '@roost/protocol/entities';
import { limits } from '@roost/protocol/limits';
import { SmilePlus } from 'lucide-react';
import { useId, useState, type FormEvent } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { EmojiText } from '../../message/Reactions.tsx';
import { ReactionPicker } from '../../message/ReactionPicker.tsx';
import { useSending } from '../../message/useSending.ts';
import { useIntendedSelf } from '../../sync/people.ts';
import { useStatus } from '../../sync/status.ts';
import { Button } from '../../ui/Button.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextField } from '../../ui/TextField.tsx';
import { toasts } from '../../ui/toastStore.ts';
import { untilFor, type Ending } from './untilFor.ts';
import styles from './StatusDialog.module.css';

const endings = ['never', 'halfHour', 'hour', 'fourHours', 'today', 'thisWeek'] as const satisfies readonly Ending[];

const suggestions = [
  { words: 'meeting', emoji: '📅', ending: 'hour' },
  { words: 'focus', emoji: '🎧', ending: 'fourHours' },
  { words: 'commuting', emoji: '🚆', ending: 'halfHour' },
  { words: 'sick', emoji: '🤒', ending: 'today' },
  { words: 'vacation', emoji: '🌴', ending: 'thisWeek' },
  { words: 'remote', emoji: '🏡', ending: 'today' },
] as const;

/** Says what one is at, and for how long. */
export function StatusDialog({ workspaceId, onClose }: { workspaceId: string; onClose: () => void }) {
  const self = useIntendedSelf(workspaceId);
  const status = useStatus(self);
  return self && <Form self={self} status={status} onClose={onClose} />;
}

function Form({ self, status, onClose }: { self: User; status: Status | undefined; onClose: () => void }) {
  const t = useTranslations('status');
  const words = useTranslations('words');
  const form = useId();
  const { draft, change, save } = useStatusForm(self, status, onClose);
  const saysSomething = draft.emoji !== null || draft.text.trim() !== '';
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('title')}
      closeLabel={words('close')}
      footer={
        <>
          {status && (
            <Button className={styles.clear} onClick={() => save(null)}>
              {t('clear')}
            </Button>
          )}
          <Button onClick={onClose}>{words('cancel')}</Button>
          <Button type="submit" form={form} variant="primary" disabled={!saysSomething}>
            {words('save')}
          </Button>
        </>
      }
    >
      <form
        id={form}
        className={styles.form}
        onSubmit={(event: FormEvent) => {
          event.preventDefault();
          if (saysSomething) save(draft);
        }}
      >
        <WhatFields draft={draft} onChange={change} />
        <Suggestions onPick={change} />
        <EndingField draft={draft} until={status?.until} onChange={(ending) => change({ ending })} />
      </form>
    </Dialog>
  );
}

interface Draft {
  emoji: string | null;
  text: string;
  ending: Ending | 'asItIs';
}

function WhatFields({ draft, onChange }: { draft: Draft; onChange: (to: Partial<Draft>) => void }) {
  const t = useTranslations('status');
  return (
    <div className={styles.what}>
      <ReactionPicker
        onPick={(emoji) => onChange({ emoji })}
        trigger={
          <button
            type="button"
            className={styles.emoji}
            aria-label={draft.emoji ? t('emojiChosen', { emoji: draft.emoji }) : t('emoji')}
          >
            {draft.emoji ? <EmojiText emoji={draft.emoji} /> : <SmilePlus aria-hidden />}
          </button>
        }
      />
      <TextField
        label={t('text')}
        hideLabel
        placeholder={t('text')}
        className={styles.text}
        value={draft.text}
        maxLength={limits.status}
        data-autofocus
        onChange={(event) => onChange({ text: event.target.value })}
      />
    </div>
  );
}

function useStatusForm(self: User, status: Status | undefined, onClose: () => void) {
  const t = useTranslations('status');
  const send = useSending();
  const [draft, setDraft] = useState<Draft>({
    emoji: status?.emoji ?? null,
    text: status?.text ?? '',
    ending: status?.until ? 'asItIs' : 'never',
  });
  const save = (wanted: Draft | null) => {
    const said = wanted && toStatus(wanted, status);
    if (send({ name: 'user.update', args: { user: self.id, status: said } }) === null) return;
    toasts.show({ text: t(wanted ? 'set' : 'cleared'), tone: 'ok' });
    onClose();
  };
  return { draft, change: (to: Partial<Draft>) => setDraft((now) => ({ ...now, ...to })), save };
}

function toStatus({ emoji, text, ending }: Draft, present: Status | undefined): Status {
  const until = ending === 'asItIs' ? present?.until : untilFor(ending, new Date());
  return { emoji, text: text.trim(), ...(until !== undefined && { until }) };
}

function Suggestions({ onPick }: { onPick: (draft: Draft) => void }) {
  const t = useTranslations('status');
  const label = useId();
  return (
    <div>
      <p id={label} className={styles.label}>
        {t('suggestions')}
      </p>
      <ul className={styles.suggestions} aria-labelledby={label}>
        {suggestions.map(({ words, emoji, ending }) => (
          <li key={words}>
            <button type="button" onClick={() => onPick({ emoji, text: t(words), ending })}>
              <span aria-hidden>{emoji}</span>
              <span>{t(words)}</span>
              <span className={styles.ending}>{t(ending)}</span>
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}

function EndingField(props: { draft: Draft; until: string | undefined; onChange: (ending: Draft['ending']) => void }) {
  const { draft, until, onChange } = props;
  const t = useTranslations('status');
  const format = useFormatter();
  const asItIs = until && {
    value: 'asItIs' as const,
    label: t('asItIs', { until: format.dateTime(new Date(until), { dateStyle: 'medium', timeStyle: 'short' }) }),
  };
  const options = [...(asItIs ? [asItIs] : []), ...endings.map((value) => ({ value, label: t(value) }))];
  return <Select label={t('clearAfter')} value={draft.ending} onChange={onChange} options={options} />;
}
