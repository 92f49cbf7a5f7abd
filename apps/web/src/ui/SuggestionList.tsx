import { useLayoutEffect, useRef, useState, type CSSProperties, type ReactNode, type RefObject } from 'react';
import { createPortal } from 'react-dom';
import { cx } from './cx.ts';
import { optionId, type CaretRect, type Suggestion } from './Suggestions.tsx';
import styles from './Suggestions.module.css';

export type SuggestionListProps<Item extends Suggestion> = {
  listId: string;
  label: string;
  items: readonly Item[];
  activeId: string | null;
  onActivate: (id: string) => void;
  onPick: (item: Item) => void;
  /** Where the caret is, in viewport px: the list sits above it, or below if there is no room. */
  caret: CaretRect | null;
  /** A line of keys below the options. */
  footer?: ReactNode;
  className?: string;
};

/** The options of `@`, `#`, `:` and `/`. */
export function SuggestionList<Item extends Suggestion>(props: SuggestionListProps<Item>) {
  const { listId, items, activeId, caret } = props;
  const list = useRef<HTMLDivElement>(null);
  const style = usePlace(list, caret, items.length);
  if (items.length === 0 || !caret) return null;
  return createPortal(
    <div ref={list} className={cx(styles.popup, props.className)} style={style}>
      <div id={listId} role="listbox" aria-label={props.label} className={styles.list}>
        {items.map((item) => (
          <Option
            key={item.id}
            item={item}
            id={optionId(listId, item.id)}
            active={item.id === activeId}
            onActivate={props.onActivate}
            onPick={() => props.onPick(item)}
          />
        ))}
      </div>
      {props.footer && <div className={styles.footer}>{props.footer}</div>}
    </div>,
    document.body,
  );
}

type OptionProps = {
  item: Suggestion;
  id: string;
  active: boolean;
  onActivate: (id: string) => void;
  onPick: () => void;
};

function Option({ item, id, active, onActivate, onPick }: OptionProps) {
  return (
    <div
      id={id}
      role="option"
      aria-selected={active}
      className={styles.option}
      onPointerMove={() => active || onActivate(item.id)}
      // The text box must not lose focus.
      onPointerDown={(event) => event.preventDefault()}
      onMouseDown={(event) => event.preventDefault()}
      onClick={onPick}
    >
      {item.icon && (
        <span className={styles.icon} aria-hidden>
          {item.icon}
        </span>
      )}
      <span className={styles.label}>{item.label}</span>
      {item.detail && <span className={styles.detail}>{item.detail}</span>}
      {item.end && <span className={styles.end}>{item.end}</span>}
    </div>
  );
}

const marginPx = 8;

function usePlace(list: RefObject<HTMLDivElement | null>, caret: CaretRect | null, count: number): CSSProperties {
  const [place, setPlace] = useState<CSSProperties>({ visibility: 'hidden' });
  const { left, top, bottom } = caret ?? { left: 0, top: 0, bottom: 0 };
  useLayoutEffect(() => {
    const element = list.current;
    if (!element) return;
    const view = window.visualViewport;
    const [width, height] = [view?.width ?? window.innerWidth, view?.height ?? window.innerHeight];
    const above = top - marginPx * 2;
    const below = height - bottom - marginPx * 2;
    const upwards = above >= Math.min(element.scrollHeight, 240) || above >= below;
    setPlace({
      left: Math.max(marginPx, Math.min(left - 12, width - element.offsetWidth - marginPx)),
      ...(upwards ? { bottom: window.innerHeight - top + 6 } : { top: bottom + 6 }),
      maxHeight: Math.max(120, upwards ? above : below),
    });
  }, [list, left, top, bottom, count]);
  return place;
}
