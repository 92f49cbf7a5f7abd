import {
  Bold,
  Code,
  Italic,
  Link,
  List,
  ListOrdered,
  SquareCode,
  Strikethrough,
  TextQuote,
  type LucideIcon,
} from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useTranslations } from 'use-intl';
import { IconButton } from '../../ui/IconButton.tsx';
import { togglePrefix, toggleWrap, wrapFence, type Edit } from './editing.ts';
import styles from './Composer.module.css';

type Name = 'bold' | 'italic' | 'strike' | 'link' | 'ordered' | 'bullet' | 'quote' | 'code' | 'codeBlock';
interface Format {
  name: Name;
  icon: LucideIcon;
  change: (edit: Edit) => Edit;
  shortcut?: string;
}

const formats: readonly (readonly Format[])[] = [
  [
    { name: 'bold', icon: Bold, change: (edit) => toggleWrap(edit, '**'), shortcut: 'Mod+B' },
    { name: 'italic', icon: Italic, change: (edit) => toggleWrap(edit, '_'), shortcut: 'Mod+I' },
    { name: 'strike', icon: Strikethrough, change: (edit) => toggleWrap(edit, '~~'), shortcut: 'Mod+Shift+X' },
  ],
  [{ name: 'link', icon: Link, change: link }],
  [
    { name: 'ordered', icon: ListOrdered, change: (edit) => togglePrefix(edit, '1. '), shortcut: 'Mod+Shift+7' },
    { name: 'bullet', icon: List, change: (edit) => togglePrefix(edit, '- '), shortcut: 'Mod+Shift+8' },
    { name: 'quote', icon: TextQuote, change: (edit) => togglePrefix(edit, '> '), shortcut: 'Mod+Shift+9' },
  ],
  [
    { name: 'code', icon: Code, change: (edit) => toggleWrap(edit, '`'), shortcut: 'Mod+E' },
    { name: 'codeBlock', icon: SquareCode, change: wrapFence },
  ],
];

/** Buttons that put marks around the selection. */
export function FormatBar({ present, apply }: { present: () => Edit; apply: (edit: Edit) => void }) {
  const t = useTranslations('composer');
  return (
    <div className={styles.format} role="toolbar" aria-label={t('formatting')}>
      {formats.map((group, index) => [
        index > 0 && <i key={`rule-${index}`} />,
        ...group.map(({ name, icon: Icon, change, shortcut }) => (
          <IconButton
            key={name}
            label={t(name)}
            {...(shortcut && { shortcut })}
            icon={<Icon />}
            tooltipPlacement="top"
            // The selection must survive the press.
            onPointerDown={(event) => event.preventDefault()}
            onClick={() => apply(change(present()))}
          />
        )),
      ])}
    </div>
  );
}

/** What a shortcut makes of the text; null when the keys are none. Digits go by `code`, as Shift changes their `key`. */
export function formatByKey(event: KeyboardEvent, edit: Edit): Edit | null {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  const pressed = `Mod+${event.shiftKey ? 'Shift+' : ''}${event.code.startsWith('Digit') ? event.code.slice(5) : event.key.toUpperCase()}`;
  return (
    formats
      .flat()
      .find((format) => format.shortcut === pressed)
      ?.change(edit) ?? null
  );
}

function link({ text, start, end }: Edit): Edit {
  const words = text.slice(start, end);
  const made = `[${words}](https://)`;
  const at = start + made.length - 1;
  return { text: text.slice(0, start) + made + text.slice(end), start: at, end: at };
}
