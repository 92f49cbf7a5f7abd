import type { Message } from '@roost/protocol/entities';
import { useCallback, useState, type FocusEvent, type KeyboardEvent } from 'react';
import { tabbableBeside, tabbableIn } from '../ui/tabbable.ts';
import type { MessageActions, MessageRights } from './actions.ts';
import type { MessageList } from './useMessageList.ts';

interface RowKeysOptions {
  rowKeys: readonly string[];
  list: Pick<MessageList, 'actions' | 'rightsOf'>;
  messageOf: (key: string) => Message | undefined;
  focusRow: (index: number) => void;
  onEscape: () => void;
}

const pageRows = 8;

/**
 * The keyboard of a list of messages: one tab stop, arrows between rows, Enter into a row, Escape out of it, letters for what one
 * does with a message. Letters count only while a row itself has the focus.
 */
export function useRowKeys({ rowKeys, list, messageOf, focusRow, onEscape }: RowKeysOptions) {
  const [current, setCurrent] = useState<string | null>(null);
  const index = current === null ? -1 : rowKeys.indexOf(current);
  const tabStop = index >= 0 ? current : (rowKeys.at(-1) ?? null);

  const onKeyDown = useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      if (event.defaultPrevented || event.nativeEvent.isComposing) return;
      const row = (event.target as HTMLElement).closest<HTMLElement>('[data-row]');
      if (!row) return;
      const isRow = event.target === row;
      if (event.key === 'Tab') return onTab(event, row);
      const at = rowKeys.indexOf(row.dataset['row'] ?? '');
      if (!isRow) {
        if (event.key === 'Escape' && !(event.target as HTMLElement).closest('textarea')) row.focus();
        return;
      }
      const moved = step(event.key, at, rowKeys.length);
      const message = messageOf(rowKeys[at] ?? '');
      if (isCopying(event)) {
        if (message && !message.deletedAt) list.actions.copyText(message);
        return;
      }
      if (moved !== null) focusRow(moved);
      else if (event.key === 'Escape') onEscape();
      else if (event.key === 'Enter') tabbableIn(row)[0]?.focus();
      else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) openMenu(row);
      else if (
        !message ||
        message.deletedAt ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        !act(event.key, row, message, list.actions, list.rightsOf(message))
      )
        return;
      if (!event.defaultPrevented && isRemoving(event.key))
        focusRow(at + 1 < rowKeys.length ? at + 1 : Math.max(0, at - 1));
      event.preventDefault();
      event.stopPropagation();
    },
    [rowKeys, list, messageOf, focusRow, onEscape],
  );
  const onFocus = useCallback(
    (event: FocusEvent<HTMLElement>) => {
      if (tabStop === null || !isEnteredByKeyboard(event)) return;
      event.currentTarget.querySelector<HTMLElement>(`[data-row="${CSS.escape(tabStop)}"]`)?.focus();
    },
    [tabStop],
  );
  return { tabStop, setCurrent, onKeyDown, onFocus };
}

/** The row goes: the focus goes on to the next one. */
const isRemoving = (key: string): boolean => key === 'Delete' || key === 'Backspace';

/** Mod+C where nothing is selected: what would be copied then is nothing. */
function isCopying({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent): boolean {
  const isMod = (ctrlKey || metaKey) && !altKey && !shiftKey;
  return isMod && key.toLowerCase() === 'c' && (getSelection()?.isCollapsed ?? true);
}

/** From a row Tab leaves the list; in a row that was entered it goes round. */
function onTab(event: KeyboardEvent<HTMLElement>, row: HTMLElement): void {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const step = event.shiftKey ? -1 : 1;
  const inside = tabbableIn(row);
  const next =
    event.target === row
      ? tabbableBeside(event.currentTarget, step)
      : inside[(inside.indexOf(event.target as HTMLElement) + step + inside.length) % inside.length];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

/** Tab or F6 came to something in a row from another part of the page; what gives back the focus after a menu does not count. */
function isEnteredByKeyboard({ target, currentTarget, relatedTarget: from }: FocusEvent<HTMLElement>): boolean {
  if (!(from instanceof Element) || currentTarget.contains(from) || !from.closest('[data-region]')) return false;
  return target.closest('[data-row]') !== target && target.matches('[data-row] :focus-visible:not(textarea)');
}

/** The menu hangs on what the pointer presses, inside of the row. */
function openMenu(row: HTMLElement): void {
  const inner = row.querySelector('[data-menu]');
  inner?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ContextMenu', bubbles: true }));
}

function step(key: string, at: number, count: number): number | null {
  const to = {
    ArrowUp: at - 1,
    ArrowDown: at + 1,
    PageUp: at - pageRows,
    PageDown: at + pageRows,
    Home: 0,
    End: count - 1,
  }[key];
  return to === undefined ? null : Math.max(0, Math.min(count - 1, to));
}

/** Whether the key meant something for this message. */
function act(key: string, row: HTMLElement, message: Message, actions: MessageActions, rights: MessageRights): boolean {
  switch (key) {
    case 'r':
      // They come with the key, if they were at another row.
      requestAnimationFrame(() => row.querySelector<HTMLElement>('[data-add-reaction]')?.click());
      return Boolean(actions.toggleReaction);
    case 't':
    case 'ArrowRight':
      actions.openThread?.(message);
      return Boolean(actions.openThread);
    case 'e':
      if (rights.edit) actions.startEdit?.(message);
      return rights.edit;
    case 's':
      actions.toggleSaved(message);
      return true;
    case 'm':
      actions.remind(message);
      return true;
    case 'p':
      if (rights.pin) actions.togglePin?.(message);
      return rights.pin && Boolean(actions.togglePin);
    case 'u':
      actions.markUnread?.(message);
      return Boolean(actions.markUnread);
    case 'q':
      if (!message.system) actions.quote?.(message);
      return Boolean(actions.quote) && !message.system;
    case 'f':
      if (!message.system) actions.forward(message);
      return !message.system;
    case 'C':
      actions.copyVersionLink(message);
      return true;
    case 'c':
      actions.copyLink(message);
      return true;
    case 'Delete':
    case 'Backspace': // Apple's keyboards have no other
      if (rights.remove) actions.remove?.(message);
      return rights.remove;
    default:
      return false;
  }
}
