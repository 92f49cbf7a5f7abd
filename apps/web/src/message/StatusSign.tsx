import type { User } from '@roost/protocol/entities';
import { useStatus } from '../sync/status.ts';
import { EmojiText } from './Reactions.tsx';
import styles from './StatusSign.module.css';

/** Somebody's status as a sign beside their name; its words on hovering, and for those who listen. Nothing where there is none. */
export function StatusSign({ user }: { user: User | undefined }) {
  // Every message has one of these, and hardly anybody a status: those without cost nothing.
  return user?.status && <Sign user={user} />;
}

function Sign({ user }: { user: User }) {
  const status = useStatus(user);
  if (!status) return null;
  return (
    <span className={styles.sign} title={status.text || undefined}>
      {status.emoji ? (
        <span aria-hidden={status.text !== ''}>
          <EmojiText emoji={status.emoji} />
        </span>
      ) : (
        <span aria-hidden>💬</span>
      )}
      {status.text && <span className="visually-hidden">{status.text}</span>}
    </span>
  );
}
