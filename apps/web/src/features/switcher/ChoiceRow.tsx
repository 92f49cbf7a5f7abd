import { Hash, Lock, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslations } from 'use-intl';
import { useSelf, useUser } from '../../sync/people.ts';
import { usePresenceShape } from '../../sync/quiet.ts';
import { Avatar } from '../../ui/Avatar.tsx';
import { Badge } from '../../ui/Badge.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import type { Choice, Conversation } from './choices.ts';
import type { Match } from './match.ts';
import styles from './Switcher.module.css';

export interface ChoiceRowProps {
  id: string;
  workspaceId: string;
  choice: Choice;
  isActive: boolean;
  onActive: (key: string) => void;
  onPick: (choice: Choice) => void;
}

export function ChoiceRow({ id, workspaceId, choice, isActive, onActive, onPick }: ChoiceRowProps) {
  return (
    <div
      id={id}
      role="option"
      aria-selected={isActive}
      className={styles.option}
      onPointerMove={() => onActive(choice.key)}
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => onPick(choice)}
    >
      <Face workspaceId={workspaceId} choice={choice} />
      <span className={styles.name}>
        <Marked text={nameOf(choice)} marks={choice.marks} />
      </span>
      <Detail workspaceId={workspaceId} choice={choice} />
      {choice.type === 'conversation' && <Badge count={choice.conversation.mentions} />}
      {isActive && <Kbd keys="Enter" className={styles.enter} />}
    </div>
  );
}

function nameOf(choice: Choice): string {
  if (choice.type === 'conversation') return choice.conversation.name;
  return choice.type === 'person' ? choice.person.name : choice.action.label;
}

function Marked({ text, marks }: { text: string; marks: Match['marks'] }): ReactNode {
  const parts: ReactNode[] = [];
  let last = 0;
  for (const [from, to] of marks) {
    parts.push(text.slice(last, from), <mark key={from}>{text.slice(from, to)}</mark>);
    last = to;
  }
  return [...parts, text.slice(last)];
}

function Face({ workspaceId, choice }: Pick<ChoiceRowProps, 'workspaceId' | 'choice'>) {
  const self = useSelf(workspaceId)?.id;
  if (choice.type === 'person')
    return <PersonFace workspaceId={workspaceId} id={choice.person.id} name={choice.person.name} />;
  if (choice.type === 'action') return <span className={styles.icon}>{choice.action.icon}</span>;
  const { channel, name } = choice.conversation;
  const { users = [] } = channel;
  if (channel.kind === 'direct' && users.length <= 2)
    return (
      <PersonFace workspaceId={workspaceId} id={users.find((user) => user !== self) ?? users[0] ?? ''} name={name} />
    );
  const Icon = channel.kind === 'direct' ? Users : channel.kind === 'private' ? Lock : Hash;
  return (
    <span className={styles.icon}>
      <Icon aria-hidden />
    </span>
  );
}

function PersonFace({ workspaceId, id, name }: { workspaceId: string; id: string; name: string }) {
  const user = useUser(workspaceId, id);
  const shape = usePresenceShape(user);
  return <Avatar id={id} name={name} size={20} presence={shape} />;
}

function Detail({ workspaceId, choice }: { workspaceId: string; choice: Choice }) {
  const t = useTranslations('switcher');
  const words = useTranslations('words');
  const self = useSelf(workspaceId)?.id;
  const text =
    choice.type === 'conversation'
      ? aboutConversation(choice.conversation, t)
      : choice.type === 'person'
        ? `@${choice.person.handle}${choice.person.id === self ? ` · ${words('you')}` : ''}`
        : choice.action.detail;
  return text && <span className={styles.detail}>{text}</span>;
}

function aboutConversation(
  { channel, membership, isUnread }: Conversation,
  t: ReturnType<typeof useTranslations<'switcher'>>,
): string | null {
  if (channel.archivedAt) return t('archived');
  if (!membership && channel.kind !== 'direct') return t('notIn');
  return isUnread ? t('unread') : null;
}
