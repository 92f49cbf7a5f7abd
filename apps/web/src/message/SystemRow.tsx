import type { Message, SystemNote } from '@roost/protocol/entities';
import {
  Archive,
  Hash,
  Lock,
  LogIn,
  LogOut,
  Megaphone,
  Pencil,
  UserMinus,
  UserPlus,
  type LucideIcon,
} from 'lucide-react';
import type { ReactNode } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { MessageText } from '../markdown/MessageText.tsx';
import { useUser } from '../sync/people.ts';
import { MessageTime } from './MessageRow.tsx';
import { useCodeLabels } from './useCodeLabels.ts';
import type { MessageList } from './useMessageList.ts';
import styles from './MessageRow.module.css';

const icons: Record<SystemNote['type'], LucideIcon> = {
  joined: LogIn,
  left: LogOut,
  invited: UserPlus,
  removed: UserMinus,
  renamed: Pencil,
  topic: Pencil,
  converted: Hash,
  fromDirect: Lock,
  toChannel: Lock,
  admins: UserPlus,
  posting: Megaphone,
  archived: Archive,
  unarchived: Hash,
  other: Hash,
};

/** One line about what happened in the channel. */
export function SystemRow({ list, message }: { list: MessageList; message: Message }) {
  const { workspaceId, nameOf } = list;
  const note = message.system!;
  const author = useUser(workspaceId, message.author);
  const labels = useCodeLabels();
  const Icon = icons[note.type];
  const said = useSaid(note, author?.name ?? nameOf(message.author), nameOf);
  return (
    <div className={styles.system}>
      <Icon aria-hidden />
      {said ? <p>{said}</p> : <MessageText text={message.text} labels={labels} {...list.renderers} />}
      <MessageTime workspaceId={workspaceId} message={message} />
    </div>
  );
}

/** Several people who joined after one another, in one line. */
export function JoinsRow({ list, messages }: { list: MessageList; messages: readonly Message[] }) {
  const t = useTranslations('timeline');
  const locale = useLocale();
  const people = [...new Set(messages.map((message) => message.author))];
  const shown = people.slice(0, 3).map(list.nameOf);
  const names = new Intl.ListFormat(locale).format(people.length > 3 ? [...shown, `+${people.length - 3}`] : shown);
  return (
    <div className={styles.system}>
      <LogIn aria-hidden />
      <p>{t('joined', { name: names })}</p>
      <MessageTime workspaceId={list.workspaceId} message={messages.at(-1)!} />
    </div>
  );
}

const withMore = (names: readonly string[], more = 0) => (more > 0 ? [...names, `+${more}`] : names);

function useSaid(note: SystemNote, name: string, nameOf: (user: string) => string): ReactNode {
  const t = useTranslations('timeline');
  const locale = useLocale();
  switch (note.type) {
    case 'invited':
    case 'removed':
      return t(note.type, {
        name,
        people: new Intl.ListFormat(locale).format(withMore(note.users.map(nameOf), note.more)),
      });
    case 'renamed':
      return t('renamed', { name, from: note.from, to: note.to });
    case 'topic':
      return note.topic ? t('topicSet', { name, topic: note.topic }) : t('topicCleared', { name });
    case 'converted':
      return t(note.kind === 'private' ? 'madePrivate' : 'madePublic', { name });
    case 'admins': {
      const people = new Intl.ListFormat(locale).format(note.users.map(nameOf));
      return t(note.made ? 'madeAdmin' : 'tookAdmin', { name, people });
    }
    case 'posting':
      return t(`posting_${note.who}`, { name });
    case 'fromDirect':
      return t(note.history ? 'becameChannel' : 'channelOfDirect', { name });
    case 'toChannel':
      return t('toChannel', { name, channel: note.name });
    case 'other':
      return null;
    default:
      return t(note.type, { name });
  }
}
