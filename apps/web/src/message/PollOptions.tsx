import type { Poll, PollOption } from '@roost/protocol/poll';
import { votersOf, votesFor } from '@roost/protocol/polls';
import { useRef, useState, type CSSProperties, type KeyboardEvent } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { AvatarStack } from '../ui/Avatar.tsx';
import { Tooltip } from '../ui/Tooltip.tsx';
import styles from './PollCard.module.css';

/** More than this are told as a number. */
export const namesShown = 12;

interface PollOptionsProps {
  poll: Poll;
  mine: readonly number[];
  label: string;
  self: string;
  nameOf: (user: string) => string;
  /** Absent where one may not vote, or not any more. */
  onVote?: (choices: readonly number[]) => void;
}

/**
 * The answers. Of those of which one may choose one, arrows only lead from one to the next: a vote is told to everybody, so only Space, Enter
 * and a click give it.
 */
export function PollOptions({ poll, mine, label, self, nameOf, onVote }: PollOptionsProps) {
  const list = useRef<HTMLDivElement>(null);
  const [current, setCurrent] = useState<number | null>(null);
  const stop = current ?? mine[0] ?? 0;
  const move = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    const buttons = [...(list.current?.querySelectorAll('button') ?? [])];
    const at = buttons.indexOf(event.target as HTMLButtonElement);
    if (!step || at < 0) return;
    event.preventDefault();
    event.stopPropagation();
    buttons[(at + step + buttons.length) % buttons.length]?.focus();
  };
  const choose = (at: number) => {
    if (!poll.multiple) return void (mine.includes(at) || onVote?.([at]));
    onVote?.(mine.includes(at) ? mine.filter((one) => one !== at) : [...mine, at].sort((a, b) => a - b));
  };
  const voters = votersOf(poll);
  return (
    <div ref={list} role={poll.multiple ? 'group' : 'radiogroup'} aria-label={label} onKeyDown={move}>
      {poll.options.map((option, at) => (
        <Option
          // The answers of a poll never change.
          // oxlint-disable-next-line react/no-array-index-key
          key={at}
          option={option}
          voters={voters}
          self={self}
          nameOf={nameOf}
          isChosen={mine.includes(at)}
          role={poll.multiple ? 'checkbox' : 'radio'}
          tabIndex={poll.multiple || at === stop ? 0 : -1}
          onFocus={() => setCurrent(at)}
          {...(onVote && { onChoose: () => choose(at) })}
        />
      ))}
    </div>
  );
}

interface OptionProps {
  option: PollOption;
  voters: number;
  self: string;
  nameOf: (user: string) => string;
  isChosen: boolean;
  role: 'radio' | 'checkbox';
  tabIndex: number;
  onFocus: () => void;
  onChoose?: () => void;
}

/** Its name says all of it; nothing in it changes its size when votes come in. */
function Option({ option, voters, self, nameOf, isChosen, role, tabIndex, onFocus, onChoose }: OptionProps) {
  const format = useFormatter();
  const count = votesFor(option);
  const part = voters === 0 ? 0 : count / voters;
  const share = format.number(part, { style: 'percent' });
  const names = useNames(option, self, nameOf);
  const label = useLabel({ text: option.text, count, share, names });
  const button = (
    <button
      type="button"
      role={role}
      className={styles.option}
      aria-checked={isChosen}
      aria-label={label}
      aria-disabled={onChoose === undefined || undefined}
      tabIndex={tabIndex}
      onFocus={onFocus}
      onClick={onChoose}
    >
      <span className={styles.bar} style={{ '--part': `${part * 100}%` } as CSSProperties} aria-hidden />
      <span className={styles.mark} aria-hidden />
      <span className={styles.text} dir="auto">
        {option.text}
      </span>
      <span className={styles.faces}>
        <AvatarStack people={(option.users ?? []).map((id) => ({ id, name: nameOf(id) }))} size={20} />
      </span>
      <span className={styles.count}>{format.number(count)}</span>
      <span className={styles.share}>{share}</span>
    </button>
  );
  return names === '' ? (
    button
  ) : (
    <Tooltip label={names} placement="top">
      {button}
    </Tooltip>
  );
}

function useNames({ users = [] }: PollOption, self: string, nameOf: (user: string) => string): string {
  const t = useTranslations('timeline');
  const polls = useTranslations('polls');
  const shown = users.slice(0, namesShown).map((user) => (user === self ? polls('you') : nameOf(user)));
  const names = shown.join(', ');
  return users.length > namesShown ? t('andOthers', { names, count: users.length - namesShown }) : names;
}

function useLabel({ names, ...said }: { text: string; count: number; share: string; names: string }): string {
  const t = useTranslations('polls');
  return names === '' ? t('option', said) : t('optionBy', { ...said, names });
}
