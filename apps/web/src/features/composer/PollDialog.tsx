import { limits } from '@roost/protocol/limits';
import { Plus, X } from 'lucide-react';
import { useId, useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import { useTranslations } from 'use-intl';
import { toFields } from '../../message/whenChoices.ts';
import { Button } from '../../ui/Button.tsx';
import { Checkbox } from '../../ui/Checkbox.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import { IconButton } from '../../ui/IconButton.tsx';
import { Select } from '../../ui/Select.tsx';
import { TextArea, TextField } from '../../ui/TextField.tsx';
import { emptyForm, isPast, repeated, toPoll, type End, type PollForm } from './pollForm.ts';
import type { ComposerModel } from './useComposer.ts';
import styles from './PollDialog.module.css';

/** A question that was typed as a command, and the text that stood in the composer then: it goes when this is asked. */
export interface PollCommand {
  question: string;
  from: string;
}

interface PollDialogProps {
  composer: ComposerModel;
  /** What to begin with, in place of what one was writing. */
  command?: PollCommand;
  onClose: () => void;
}

/** What was being asked where, while this page is open: closing the dialog loses nothing. */
const kept = new Map<string, PollForm>();

/** Asks something with answers to choose from. What one was writing is the beginning of the question. */
export function PollDialog({ composer, command, onClose }: PollDialogProps) {
  const t = useTranslations('polls');
  const words = useTranslations('words');
  const id = useId();
  const [form, setForm] = useState(() => begin(composer, command));
  const [opened] = useState(() => new Date());
  const [poll, over] = [toPoll(form, opened), overOf(form)];
  const change = (part: Partial<PollForm>) => {
    const next = { ...form, ...part };
    kept.set(composer.place, next);
    setForm(next);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const asked = toPoll(form, new Date());
    if (asked)
      composer.ask(form.question, asked, () => {
        kept.delete(composer.place);
        if (composer.text.trim() === form.from) composer.setText('');
        onClose();
      });
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('title')}
      closeLabel={words('close')}
      footer={
        <>
          <Button onClick={onClose}>{words('cancel')}</Button>
          <Button type="submit" form={id} variant="primary" disabled={!poll}>
            {t('ask')}
          </Button>
        </>
      }
    >
      <form id={id} className={styles.form} onSubmit={submit}>
        <TextArea
          label={t('question')}
          value={form.question}
          rows={2}
          data-autofocus
          dir="auto"
          error={over > 0 ? t('questionLong', { count: over }) : undefined}
          onChange={(event) => change({ question: event.target.value })}
        />
        <Answers answers={form.answers} onChange={(answers) => change({ answers })} />
        <Checkbox label={t('multiple')} checked={form.multiple} onChange={(multiple) => change({ multiple })} />
        <Checkbox
          label={t('anonymous')}
          hint={t('anonymousHint')}
          checked={form.anonymous}
          onChange={(anonymous) => change({ anonymous })}
        />
        <Ending form={form} onChange={change} />
      </form>
    </Dialog>
  );
}

/** By how many characters the question is too long. */
const overOf = ({ question }: PollForm): number => question.trim().length - limits.pollQuestion;

function begin({ place, text }: ComposerModel, command: PollCommand | undefined): PollForm {
  const held = kept.get(place);
  if (!command) return held ?? emptyForm(text.trim());
  const { question, from } = command;
  // The same command again goes on with what was made of it; another one asks something else, with the answers there are.
  const isKnown = held && (question === '' || held.from === from);
  return { ...(held ?? emptyForm('')), ...(!isKnown && { question }), from };
}

function Answers({
  answers,
  onChange,
}: {
  answers: readonly string[];
  onChange: (answers: readonly string[]) => void;
}) {
  const t = useTranslations('polls');
  const list = useRef<HTMLFieldSetElement>(null);
  const same = repeated(answers);
  const focus = (at: number) =>
    requestAnimationFrame(() => list.current?.querySelectorAll<HTMLInputElement>('input')[at]?.focus());
  const add = () => {
    onChange([...answers, '']);
    focus(answers.length);
  };
  // Enter leads on to the next answer, as in a list; the form is sent by its button.
  const onKeyDown = (event: KeyboardEvent, at: number) => {
    if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
    event.preventDefault();
    if (at + 1 < answers.length) focus(at + 1);
    else if (answers[at]?.trim() !== '' && answers.length < limits.pollOptions) add();
  };
  return (
    <fieldset ref={list} className={styles.answers}>
      <legend>{t('answers')}</legend>
      {answers.map((answer, at) => (
        // Answers have no other name than their place.
        // oxlint-disable-next-line react/no-array-index-key
        <div key={at} className={styles.answer}>
          <TextField
            label={t('answer', { number: String(at + 1) })}
            hideLabel
            placeholder={t('answer', { number: String(at + 1) })}
            value={answer}
            maxLength={limits.pollOption}
            dir="auto"
            autoComplete="off"
            error={same.has(at) ? t('sameAnswer') : undefined}
            onChange={(event) => onChange(answers.with(at, event.target.value))}
            onKeyDown={(event) => onKeyDown(event, at)}
          />
          {answers.length > 2 && (
            <IconButton
              label={t('removeAnswer', { number: String(at + 1) })}
              icon={<X />}
              onClick={() => {
                onChange(answers.toSpliced(at, 1));
                focus(Math.max(0, at - 1));
              }}
            />
          )}
        </div>
      ))}
      {answers.length < limits.pollOptions && (
        <Button variant="ghost" icon={<Plus />} onClick={add}>
          {t('addAnswer')}
        </Button>
      )}
    </fieldset>
  );
}

const ends: readonly End[] = ['never', 'in1Hour', 'in1Day', 'in1Week', 'custom'];

function Ending({ form, onChange }: { form: PollForm; onChange: (part: Partial<PollForm>) => void }) {
  const t = useTranslations('polls');
  const when = useTranslations('when');
  const [opened] = useState(() => new Date());
  const choose = (end: End) => {
    const tomorrow = toFields(new Date(Date.now() + 86_400_000));
    onChange(end === 'custom' && form.date === '' ? { end, ...tomorrow } : { end });
  };
  return (
    <>
      <Select
        label={t('closes')}
        value={form.end}
        onChange={choose}
        options={ends.map((value) => ({ value, label: t(value) }))}
      />
      {form.end === 'custom' && (
        <div className={styles.when}>
          <TextField
            type="date"
            label={when('date')}
            value={form.date}
            required
            onChange={(event) => onChange({ date: event.target.value })}
          />
          <TextField
            type="time"
            label={when('time')}
            value={form.time}
            required
            error={isPast(form, opened) ? when('past') : undefined}
            onChange={(event) => onChange({ time: event.target.value })}
          />
        </div>
      )}
    </>
  );
}
