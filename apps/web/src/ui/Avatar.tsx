import { useState, type CSSProperties, type ReactNode } from 'react';
import { avatarColor, initials } from './avatarColor.ts';
import { cx } from './cx.ts';
import styles from './Avatar.module.css';

export type Presence = 'online' | 'away' | 'dnd' | 'offline';
export type AvatarProps = {
  /** Decides the colour. */
  id: string;
  name: string;
  src?: string | null;
  /** px; 36 in messages, 20 in lists. */
  size?: number;
  presence?: Presence;
  presenceLabel?: string;
  /** With it the avatar is an image with that name; without, decoration beside a written name. */
  label?: string;
  /** Instead of letters: a bot's mark. */
  icon?: ReactNode;
  className?: string;
};

/** A squircle: picture, else letters on one of 8 colours. Set `--surface` where the ground is not `--bg-app`. */
export function Avatar({ id, name, src, size = 36, presence, presenceLabel, label, icon, className }: AvatarProps) {
  const [failed, setFailed] = useState<string | null>(null);
  const style = { '--size': `${size / 16}rem`, '--color': `var(--av-${avatarColor(id)})` } as CSSProperties;
  const letters = size < 26 ? 1 : 2;
  const showPicture = Boolean(src) && failed !== src;
  const named = label ? { role: 'img', 'aria-label': label } : presence && presenceLabel ? {} : { 'aria-hidden': true };
  return (
    <span className={cx(styles.avatar, className)} style={style} {...named}>
      {showPicture ? (
        <img
          className={styles.picture}
          src={src ?? ''}
          alt=""
          loading="lazy"
          decoding="async"
          draggable={false}
          onError={() => setFailed(src ?? null)}
        />
      ) : (
        <span className={styles.letters} data-letters={letters} aria-hidden>
          {icon ?? initials(name, letters)}
        </span>
      )}
      {presence && (
        <PresenceDot presence={presence} label={label ? undefined : presenceLabel} className={styles.presence} />
      )}
    </span>
  );
}

const shapes: Readonly<Record<Presence, ReactNode>> = {
  online: <circle cx="5" cy="5" r="5" />,
  away: <path d="M6.6.3A5 5 0 1 0 9.9 6.2 4 4 0 0 1 6.6.3Z" />,
  dnd: <path fillRule="evenodd" d="M5 0a5 5 0 1 1 0 10A5 5 0 0 1 5 0ZM2 4h6v2H2Z" />,
  offline: <path fillRule="evenodd" d="M5 0a5 5 0 1 1 0 10A5 5 0 0 1 5 0Zm0 2a3 3 0 1 0 0 6 3 3 0 0 0 0-6Z" />,
};

/** Disc, crescent, disc with a bar, ring: told apart without colour. */
export function PresenceDot({
  presence,
  label,
  className,
}: {
  presence: Presence;
  label?: string;
  className?: string;
}) {
  return (
    <span className={cx(styles.dot, className)} data-presence={presence}>
      <svg
        viewBox="0 0 10 10"
        role={label ? 'img' : undefined}
        aria-label={label}
        aria-hidden={label ? undefined : true}
      >
        {shapes[presence]}
      </svg>
    </span>
  );
}

export type AvatarStackProps = {
  people: ReadonlyArray<Pick<AvatarProps, 'id' | 'name' | 'src'>>;
  size?: number;
  max?: number;
};

/** Up to three faces that overlap; decoration beside a written count. */
export function AvatarStack({ people, size = 24, max = 3 }: AvatarStackProps) {
  return (
    <span className={styles.stack} aria-hidden>
      {people.slice(0, max).map((person) => (
        <Avatar key={person.id} {...person} size={size} />
      ))}
    </span>
  );
}

/** The neutral square with a number that stands for a group conversation. */
export function GroupAvatar({ count, size = 20 }: { count: number; size?: number }) {
  return (
    <span
      className={cx(styles.avatar, styles.group)}
      style={{ '--size': `${size / 16}rem` } as CSSProperties}
      aria-hidden
    >
      {count}
    </span>
  );
}
