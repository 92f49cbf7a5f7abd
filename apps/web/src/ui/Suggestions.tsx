import { useEffect, useId, useState, type ReactNode } from 'react';

export type Suggestion = { id: string; icon?: ReactNode; label: ReactNode; detail?: ReactNode; end?: ReactNode };
export type CaretRect = { left: number; top: number; bottom: number };

type SuggestionKeys<Item extends Suggestion> = {
  items: readonly Item[];
  onPick: (item: Item, how: 'enter' | 'tab' | 'pointer') => void;
  /** Absent: the list is part of the page, and Escape and Tab are not for it. */
  onClose?: () => void;
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
    else if (picks(event, onClose !== undefined)) onPick(active, event.key === 'Tab' ? 'tab' : 'enter');
    else if (event.key === 'Escape' && onClose) onClose();
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

function picks({ key, shiftKey, ctrlKey, metaKey }: ListKey, byTab: boolean): boolean {
  return (key === 'Enter' || (byTab && key === 'Tab')) && !shiftKey && !ctrlKey && !metaKey;
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
