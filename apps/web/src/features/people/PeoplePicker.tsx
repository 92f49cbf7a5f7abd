import type { User } from '@roost/protocol/entities';
import { Check, X } from 'lucide-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslations } from 'use-intl';
import { useSelf } from '../../sync/people.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { usePeopleSearch } from './usePeopleSearch.ts';
import styles from './PeoplePicker.module.css';

export type PeoplePickerProps = {
  workspaceId: string;
  label: string;
  picked: readonly User[];
  onChange: (picked: readonly User[]) => void;
  max: number;
  leaveOut?: ReadonlySet<string>;
  /** What is said when there is nobody to choose. */
  empty: string;
};

/** A box to type names into and the people who fit below it; who is chosen stands in the box. */
export function PeoplePicker({ workspaceId, label, picked, onChange, max, leaveOut, empty }: PeoplePickerProps) {
  const t = useTranslations('people');
  const [text, setText] = useState('');
  const input = useRef<HTMLInputElement>(null);
  const options = usePeopleSearch(workspaceId, text, leaveOut);
  const listId = useId();
  const { active, setActive, move } = useActive(options, text);
  const isFull = picked.length >= max;
  const { isPicked, toggle, dropLast } = usePicking(picked, onChange, isFull);

  const pick = (user: User) => {
    toggle(user);
    setText('');
    input.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') move(event.key === 'ArrowDown' ? 1 : -1);
    else if (event.key === 'Enter' && active && (text !== '' || picked.length === 0)) pick(active);
    else if (event.key === 'Backspace' && text === '' && picked.length > 0) dropLast();
    else return;
    event.preventDefault();
  };
  return (
    <div>
      <div className={styles.box} onClick={() => input.current?.focus()}>
        <Chips picked={picked} onUnpick={toggle} />
        <input
          ref={input}
          className={styles.input}
          role="combobox"
          aria-label={label}
          aria-expanded
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={active ? `${listId}-${active.id}` : undefined}
          placeholder={picked.length === 0 ? t('directPlaceholder') : undefined}
          autoComplete="off"
          spellCheck={false}
          data-autofocus
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </div>
      <Limit max={max} isFull={isFull} />
      <Options
        workspaceId={workspaceId}
        label={label}
        listId={listId}
        users={options}
        active={active}
        isPicked={isPicked}
        onActive={setActive}
        onPick={pick}
        empty={text === '' ? empty : t('none')}
      />
    </div>
  );
}

function Limit({ max, isFull }: { max: number; isFull: boolean }) {
  const t = useTranslations('people');
  return (
    <p className={styles.hint} role={isFull ? 'status' : undefined}>
      {isFull ? t('directFull') : t('directLimit', { max })}
    </p>
  );
}

function usePicking(picked: readonly User[], onChange: (picked: readonly User[]) => void, isFull: boolean) {
  const isPicked = (user: User) => picked.some((one) => one.id === user.id);
  const toggle = (user: User) => {
    if (isPicked(user)) onChange(picked.filter((one) => one.id !== user.id));
    else if (!isFull) onChange([...picked, user]);
  };
  return { isPicked, toggle, dropLast: () => onChange(picked.slice(0, -1)) };
}

function Chips({ picked, onUnpick }: { picked: readonly User[]; onUnpick: (user: User) => void }) {
  const t = useTranslations('people');
  return (
    <ul className={styles.chips} aria-label={t('picked')}>
      {picked.map((user) => (
        <li key={user.id} className={styles.chip}>
          <Avatar id={user.id} name={user.name} size={20} />
          <span>{user.name}</span>
          <button type="button" aria-label={t('unpick', { name: user.name })} onClick={() => onUnpick(user)}>
            <X aria-hidden />
          </button>
        </li>
      ))}
    </ul>
  );
}

function useActive(options: readonly User[], text: string) {
  const [activeId, setActive] = useState<string | null>(null);
  const active = options.find((user) => user.id === activeId) ?? options[0];
  useEffect(() => setActive(null), [text]);
  const move = (step: number) => {
    if (!active) return;
    const next = options[(options.indexOf(active) + step + options.length) % options.length];
    setActive(next?.id ?? null);
  };
  return { active, setActive, move };
}

type OptionsProps = {
  workspaceId: string;
  label: string;
  listId: string;
  users: readonly User[];
  active: User | undefined;
  isPicked: (user: User) => boolean;
  onActive: (id: string) => void;
  onPick: (user: User) => void;
  empty: string;
};

function Options({ label, listId, users, active, isPicked, empty, ...rest }: OptionsProps) {
  return (
    <div id={listId} className={styles.list} role="listbox" aria-label={label} aria-multiselectable>
      {users.map((user) => (
        <Option
          key={user.id}
          id={`${listId}-${user.id}`}
          user={user}
          isActive={user === active}
          isPicked={isPicked(user)}
          {...rest}
        />
      ))}
      {users.length === 0 && <p className={styles.none}>{empty}</p>}
    </div>
  );
}

type OptionProps = {
  id: string;
  workspaceId: string;
  user: User;
  isActive: boolean;
  isPicked: boolean;
  onActive: (id: string) => void;
  onPick: (user: User) => void;
};

function Option({ id, workspaceId, user, isActive, isPicked, onActive, onPick }: OptionProps) {
  const words = useTranslations('words');
  const people = useTranslations('people');
  const self = useSelf(workspaceId);
  const row = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isActive) row.current?.scrollIntoView({ block: 'nearest' });
  }, [isActive]);
  return (
    <div
      ref={row}
      id={id}
      role="option"
      aria-selected={isPicked}
      className={styles.option}
      data-active={isActive || undefined}
      onPointerMove={() => onActive(user.id)}
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => onPick(user)}
    >
      <Avatar id={user.id} name={user.name} size={28} />
      <span className={styles.names}>
        <span className={styles.name}>{user.name}</span>
        <span className={styles.handle}>
          {people('handle', { handle: user.handle })}
          {user.id === self?.id && ` · ${words('you')}`}
        </span>
      </span>
      {isPicked && <Check aria-hidden />}
    </div>
  );
}
