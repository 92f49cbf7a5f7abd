import {
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type CSSProperties,
  type ReactNode,
  type RefObject,
} from 'react';
import { createPortal } from 'react-dom';
import { cx } from './cx.ts';
import styles from './Suggestions.module.css';

export type Suggestion = { id: string; icon?: ReactNode; label: ReactNode; detail?: ReactNode; end?: ReactNode };
export type CaretRect = { left: number; top: number; bottom: number };

type SuggestionKeys<Item extends Suggestion> = {
  items: readonly Item[];
  onPick: (item: Item, how: 'enter' | 'tab' | 'pointer') => void;
  onClose: () => void;
};

/**
 * The keyboard of a list that belongs to a text box: focus stays in the box, the box points at the active option.
 * Spread `inputProps` on the box, call `handleKey` first in its onKeyDown (`true` = it was for the list), give `listProps`
 * to `SuggestionList`.
 */
export function useSuggestions<Item extends Suggestion>({ items, onPick, onClose }: SuggestionKeys<Item>) {
  const listId = useId();
  const [activeId, setActiveId] = useState<string | null>(null);
  const open = items.length > 0;
  // A list that changes under the finger keeps its choice if that is still there.
  const active = items.find((item) => item.id === activeId) ?? items[0];
  const activeOption = active && optionId(listId, active.id);
  useEffect(() => {
    if (activeOption) document.getElementById(activeOption)?.scrollIntoView?.({ block: 'nearest' });
  }, [activeOption]);

  const handleKey = (event: ListKey): boolean => {
    if (!open || !active || event.isComposing || event.nativeEvent?.isComposing) return false;
    const index = items.indexOf(active);
    const step = { ArrowDown: 1, ArrowUp: -1, PageDown: 6, PageUp: -6 }[event.key];
    if (step && !event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey)
      setActiveId(items[stepTo(index, step, items.length)]?.id ?? null);
    else if ((event.key === 'Enter' || event.key === 'Tab') && !event.shiftKey && !event.ctrlKey && !event.metaKey)
      onPick(active, event.key === 'Tab' ? 'tab' : 'enter');
    else if (event.key === 'Escape') onClose();
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  };

  return {
    handleKey,
    inputProps: {
      'aria-autocomplete': 'list',
      'aria-haspopup': 'listbox',
      'aria-controls': open ? listId : undefined,
      'aria-activedescendant': activeOption,
    } as const,
    listProps: {
      listId,
      items,
      activeId: active?.id ?? null,
      onActivate: setActiveId,
      onPick: (item: Item) => onPick(item, 'pointer'),
    },
  };
}

type ListKey = Pick<
  KeyboardEvent,
  'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'preventDefault' | 'stopPropagation'
> & {
  isComposing?: boolean;
  nativeEvent?: { isComposing?: boolean };
};

function stepTo(index: number, step: number, count: number): number {
  if (Math.abs(step) === 1) return (index + step + count) % count;
  return Math.min(count - 1, Math.max(0, index + step));
}

/** The DOM id of an option, by which the box points at it. */
export const optionId = (listId: string, id: string): string => `${listId}-${id}`;

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
