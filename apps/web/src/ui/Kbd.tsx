import { cx } from './cx.ts';
import styles from './Kbd.module.css';

export type KbdProps = { keys: string; className?: string };

const isApple = typeof navigator !== 'undefined' && /Mac|iPhone|iPad/.test(navigator.platform);
const symbols: Readonly<Record<string, string>> = isApple
  ? { Mod: '⌘', Ctrl: '⌃', Alt: '⌥', Shift: '⇧', Enter: '↵', Up: '↑', Down: '↓', Left: '←', Right: '→', Del: '⌫' }
  : { Mod: 'Ctrl', Enter: '↵', Up: '↑', Down: '↓', Left: '←', Right: '→' };

/** What a shortcut such as `Mod+Shift+X` is called on this machine, key by key. */
export function keyNames(keys: string): string[] {
  return keys
    .split(/\+(?!$)| /)
    .filter(Boolean)
    .map((key) => symbols[key] ?? key);
}

/** `Mod+K` as keycaps. `Mod` is ⌘ on Apple machines, Ctrl elsewhere. */
export function Kbd({ keys, className }: KbdProps) {
  return (
    <span className={cx(styles.group, className)}>
      {keyNames(keys).map((key, index) => (
        <kbd key={index} className={styles.key}>
          {key}
        </kbd>
      ))}
    </span>
  );
}
