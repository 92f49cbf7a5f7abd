import type { User } from '@roost/protocol/entities';
import { Check, X } from 'lucide-react';
import { useRef, useState, type KeyboardEvent } from 'react';
import { useTranslations } from 'use-intl';
import { useSelf } from '../../sync/people.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { optionId, useSuggestions } from '../../ui/Suggestions.tsx';
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
  const isFull = picked.length >= max;
  const { isPicked, toggle, dropLast } = usePicking(picked, onChange, isFull);

  const pick = (user: User) => {
    toggle(user);
    setText('');
    input.current?.focus();
  };
  const items = options.map((user) => ({ id: user.id, label: user.name, user }));
  const { handleKey, inputProps, listProps } = useSuggestions({ items, onPick: ({ user }) => pick(user) });
  const onKeyDown = (event: KeyboardEvent) => {
    const isDone = text === '' && picked.length > 0;
    if (event.key === 'Enter' && isDone) return;
    if (handleKey(event) || event.key !== 'Backspace' || !isDone || event.nativeEvent.isComposing) return;
    dropLast();
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
          {...inputProps}
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
        listId={listProps.listId}
        users={options}
        activeId={listProps.activeId}
        isPicked={isPicked}
        onActive={listProps.onActivate}
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

type OptionsProps = {
  workspaceId: string;
  label: string;
  listId: string;
  users: readonly User[];
  activeId: string | null;
  isPicked: (user: User) => boolean;
  onActive: (id: string) => void;
  onPick: (user: User) => void;
  empty: string;
};

function Options({ label, listId, users, activeId, isPicked, empty, ...rest }: OptionsProps) {
  return (
    <div id={listId} className={styles.list} role="listbox" aria-label={label} aria-multiselectable>
      {users.map((user) => (
        <Option
          key={user.id}
          id={optionId(listId, user.id)}
          user={user}
          isActive={user.id === activeId}
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
  return (
    <div
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
