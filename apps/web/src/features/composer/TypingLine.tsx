import { useTranslations } from 'use-intl';
import { useTyping } from '../../sync/messages.ts';
import { useUser } from '../../sync/people.ts';
import styles from './Composer.module.css';

/** Who is typing here; its height is always reserved. */
export function TypingLine({
  workspaceId,
  channelId,
  hidden,
}: {
  workspaceId: string;
  channelId: string;
  hidden: boolean;
}) {
  const t = useTranslations('composer');
  const users = useTyping(channelId);
  const first = useUser(workspaceId, users[0] ?? null);
  const second = useUser(workspaceId, users[1] ?? null);
  if (hidden || users.length === 0 || !first) return <div className={styles.typing} />;
  const text =
    users.length === 1 || !second
      ? t.rich('typingOne', { name: first.name, b: (words) => <b>{words}</b> })
      : users.length === 2
        ? t('typingTwo', { first: first.name, second: second.name })
        : t('typingMany');
  return (
    <div className={styles.typing}>
      <span className={styles.dots} aria-hidden>
        <i />
        <i />
        <i />
      </span>
      <span>{text}</span>
    </div>
  );
}
