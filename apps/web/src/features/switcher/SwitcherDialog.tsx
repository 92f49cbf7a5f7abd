import { Search } from 'lucide-react';
import { useId, useMemo, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useGo } from '../../navigation/usePlace.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { optionId, useSuggestions } from '../../ui/Suggestions.tsx';
import { ChoiceRow } from './ChoiceRow.tsx';
import { choicesFor, type Action, type Choice, type Choices, type Conversation } from './choices.ts';
import { useKnown } from './useKnown.ts';
import styles from './Switcher.module.css';

export interface SwitcherDialogProps {
  workspaceId: string;
  /** What can be done from here besides going somewhere. */
  actions: readonly Action[];
  onPerson: (userId: string) => void;
  onClose: () => void;
  /** What else than going there is done with a conversation. */
  onConversation?: (channelId: string) => void;
  /** The conversations that are offered; all of them by default. */
  offer?: (conversation: Conversation) => boolean;
  /** What it is for, where it is not for going somewhere. */
  purpose?: Purpose;
  /** Whoever picks is not done yet. */
  stays?: boolean;
}

/** What one chooses a conversation for, in words, and what is shown of it. */
export interface Purpose {
  title: string;
  placeholder: string;
  /** Over the answers. */
  found: string;
  /** What Enter does. */
  enter: string;
  about: ReactNode;
}

/** Goes to a channel or a person by some letters of the name. Answers from memory, at every key. */
export function SwitcherDialog(props: SwitcherDialogProps) {
  const { workspaceId, onClose, purpose } = props;
  const t = useTranslations('switcher');
  const words = useTranslations('words');
  const [typed, setTyped] = useState('');
  const title = purpose?.title ?? t('title');
  const offered = useOffered(props, typed);
  const pick = usePick(props);
  const items = useMemo(
    () => [...offered.places, ...offered.actions].map((choice) => ({ id: choice.key, label: null, choice })),
    [offered],
  );
  const { handleKey, inputProps, listProps } = useSuggestions({
    items,
    onPick: ({ choice }, how) => how !== 'tab' && pick(choice),
    onClose,
  });
  const { listId, activeId, onActivate } = listProps;
  const type = (text: string) => {
    setTyped(text);
    onActivate(''); // Enter takes the best answer again, wherever the pointer happens to be
  };
  const row = (choice: Choice) => (
    <ChoiceRow
      key={choice.key}
      id={optionId(listId, choice.key)}
      workspaceId={workspaceId}
      choice={choice}
      isActive={choice.key === activeId}
      onActive={onActivate}
      onPick={pick}
    />
  );
  return (
    <Dialog open onClose={onClose} title={title} hideTitle flush closeLabel={words('close')} className={styles.dialog}>
      {purpose && (
        <div className={styles.purpose}>
          <p aria-hidden>{title}</p>
          {purpose.about}
        </div>
      )}
      <Box
        {...{ title, typed, onType: type, onKeyDown: handleKey, toList: inputProps }}
        placeholder={purpose?.placeholder ?? t('placeholder')}
      />
      <div id={listId} className={styles.list} role="listbox" aria-label={title}>
        <Group
          title={typed.trim() === '' ? t('lately') : (purpose?.found ?? t('jumpTo'))}
          of={offered.places.map(row)}
        />
        <Group title={t('actions')} of={offered.actions.map(row)} />
      </div>
      <p className={styles.none} role="status">
        {items.length === 0 && t('none', { typed: typed.trim() })}
      </p>
      <Hints enter={purpose?.enter ?? t('hintOpen')} hasActions={props.actions.length > 0} />
    </Dialog>
  );
}

function usePick(props: SwitcherDialogProps): (choice: Choice) => void {
  const { workspaceId, onPerson, onConversation, onClose, stays = false } = props;
  const go = useGo();
  return (choice) => {
    if (!stays) onClose();
    if (choice.type === 'action') choice.action.act();
    else if (choice.type === 'person') onPerson(choice.person.id);
    else if (onConversation) onConversation(choice.conversation.channel.id);
    else go({ at: 'channel', workspace: workspaceId, channel: choice.conversation.channel.id });
  };
}

function useOffered({ workspaceId, actions, offer }: SwitcherDialogProps, typed: string): Choices {
  const known = useKnown(workspaceId, typed);
  return useMemo(() => {
    const conversations = offer ? known.conversations.filter(offer) : known.conversations;
    return choicesFor(typed, { ...known, conversations, actions });
  }, [typed, known, actions, offer]);
}

interface BoxProps {
  title: string;
  placeholder: string;
  typed: string;
  onType: (typed: string) => void;
  onKeyDown: (event: KeyboardEvent) => void;
  toList: ReturnType<typeof useSuggestions>['inputProps'];
}

function Box({ title, placeholder, typed, onType, onKeyDown, toList }: BoxProps) {
  return (
    <div className={styles.box}>
      <Search aria-hidden />
      <input
        className={styles.input}
        role="combobox"
        aria-label={title}
        aria-expanded
        {...toList}
        placeholder={placeholder}
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

function Hints({ enter, hasActions }: { enter: string; hasActions: boolean }) {
  const t = useTranslations('switcher');
  return (
    <div className={styles.hints} aria-hidden>
      <span>
        <Kbd keys="Up Down" /> {t('hintMove')}
      </span>
      <span>
        <Kbd keys="Enter" /> {enter}
      </span>
      <span>
        <Kbd keys="#" /> {t('hintChannels')}
      </span>
      <span>
        <Kbd keys="@" /> {t('hintPeople')}
      </span>
      {hasActions && (
        <span>
          <Kbd keys=">" /> {t('hintActions')}
        </span>
      )}
    </div>
  );
}
