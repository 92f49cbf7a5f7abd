import { Search } from 'lucide-react';
import { useEffect, useId, useMemo, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useGo } from '../../navigation/usePlace.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { ChoiceRow } from './ChoiceRow.tsx';
import { choicesFor, type Action, type Choice, type Choices } from './choices.ts';
import { useKnown } from './useKnown.ts';
import styles from './Switcher.module.css';

export interface SwitcherDialogProps {
  workspaceId: string;
  /** What can be done from here besides going somewhere. */
  actions: readonly Action[];
  onPerson: (userId: string) => void;
  onClose: () => void;
}

/** Goes to a channel or a person by some letters of the name. Answers from memory, at every key. */
export function SwitcherDialog({ workspaceId, actions, onPerson, onClose }: SwitcherDialogProps) {
  const t = useTranslations('switcher');
  const words = useTranslations('words');
  const [typed, setTyped] = useState('');
  const known = useKnown(workspaceId, typed);
  const offered = useMemo(() => choicesFor(typed, { ...known, actions }), [typed, known, actions]);
  const go = useGo();
  const pick = (choice: Choice) => {
    onClose();
    if (choice.type === 'action') choice.action.act();
    else if (choice.type === 'person') onPerson(choice.person.id);
    else go({ at: 'channel', workspace: workspaceId, channel: choice.conversation.channel.id });
  };
  const { active, setActive, onKeyDown } = useActive(offered, typed, pick);
  const listId = useId();
  const isNone = offered.places.length + offered.actions.length === 0;
  const row = (choice: Choice) => (
    <ChoiceRow
      key={choice.key}
      id={`${listId}-${choice.key}`}
      workspaceId={workspaceId}
      choice={choice}
      isActive={choice.key === active?.key}
      onActive={setActive}
      onPick={pick}
    />
  );
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('title')}
      hideTitle
      flush
      closeLabel={words('close')}
      className={styles.dialog}
    >
      <Box
        typed={typed}
        onType={setTyped}
        onKeyDown={onKeyDown}
        listId={listId}
        activeId={active && `${listId}-${active.key}`}
      />
      <div id={listId} className={styles.list} role="listbox" aria-label={t('title')}>
        <Group title={t(typed.trim() === '' ? 'lately' : 'jumpTo')} of={offered.places.map(row)} />
        <Group title={t('actions')} of={offered.actions.map(row)} />
      </div>
      <p className={styles.none} role="status">
        {isNone && t('none', { typed: typed.trim() })}
      </p>
      <Hints />
    </Dialog>
  );
}

interface BoxProps {
  typed: string;
  onType: (typed: string) => void;
  onKeyDown: (event: KeyboardEvent) => void;
  listId: string;
  activeId: string | undefined;
}

function Box({ typed, onType, onKeyDown, listId, activeId }: BoxProps) {
  const t = useTranslations('switcher');
  return (
    <div className={styles.box}>
      <Search aria-hidden />
      <input
        className={styles.input}
        role="combobox"
        aria-label={t('title')}
        aria-expanded
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={activeId}
        placeholder={t('placeholder')}
        autoComplete="off"
        spellCheck={false}
        data-autofocus
        value={typed}
        onChange={(event) => onType(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <Kbd keys="Esc" />
    </div>
  );
}

function Group({ title, of }: { title: string; of: readonly ReactNode[] }) {
  const id = useId();
  if (of.length === 0) return null;
  return (
    <div role="group" aria-labelledby={id}>
      <div id={id} className={styles.title} role="presentation">
        {title}
      </div>
      {of}
    </div>
  );
}

function Hints() {
  const t = useTranslations('switcher');
  return (
    <div className={styles.hints} aria-hidden>
      <span>
        <Kbd keys="Up Down" /> {t('hintMove')}
      </span>
      <span>
        <Kbd keys="Enter" /> {t('hintOpen')}
      </span>
      <span>
        <Kbd keys="#" /> {t('hintChannels')}
      </span>
      <span>
        <Kbd keys="@" /> {t('hintPeople')}
      </span>
      <span>
        <Kbd keys=">" /> {t('hintActions')}
      </span>
    </div>
  );
}

/** Which choice Enter takes: the first, until the keys or the pointer say otherwise. */
function useActive({ places, actions }: Choices, typed: string, pick: (choice: Choice) => void) {
  const [key, setActive] = useState<string | null>(null);
  useEffect(() => setActive(null), [typed]);
  const choices = [...places, ...actions];
  const active = choices.find((choice) => choice.key === key) ?? choices[0];
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || !active) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0) {
      const next = (choices.indexOf(active) + step + choices.length) % choices.length;
      setActive(choices[next]!.key);
    } else if (event.key === 'Enter') pick(active);
    else return;
    event.preventDefault();
  };
  return { active, setActive, onKeyDown };
}
