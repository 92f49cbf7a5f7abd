import { useEffect, useRef } from 'react';

/** How long after G the second key of a pair may come. */
const pairMs = 1_500;

/** An act that answers with false leaves the key to others. */
export type Hotkeys = Readonly<Record<string, () => void | false>>;

/**
 * The keys that work everywhere. Names are like `Mod+/` or `Alt+Shift+ArrowDown`; `Mod` is Cmd on Apple machines, Ctrl
 * elsewhere, and `G A` is one key after the other, where nobody writes. A key that something nearer to the focus has used is left alone.
 */
export function useHotkeys(keys: Hotkeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    let afterG = Number.NEGATIVE_INFINITY;
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isInLayer(event.target)) return;
      const isSecond = event.timeStamp - afterG < pairMs;
      afterG = beginsPair(event) ? event.timeStamp : Number.NEGATIVE_INFINITY;
      const names = isSecond ? [`G ${event.key.toUpperCase()}`] : namesOf(event);
      const act = names.map((name) => latest.current[name]).find(Boolean);
      if (act && act() !== false) event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

/** G goes somewhere, unless it is a letter of something: of a text, of a name in the sidebar, or, with no focus, of the next message. */
function beginsPair({ key, target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  if (key.toLowerCase() !== 'g' || ctrlKey || metaKey || altKey || !(target instanceof Element)) return false;
  if (target === document.body) return document.querySelector('[data-region="composer"]') === null;
  return target.closest('input, textarea, select, [contenteditable], [data-region="sidebar"]') === null;
}

/** An open dialog or menu has the keyboard to itself. */
function isInLayer(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('[role="dialog"], [role="alertdialog"], [role="menu"], [role="listbox"]') !== null
  );
}

const isApple = /Mac|iPhone|iPad/.test(navigator.platform);

/** By the character first, then by the key's place, so that shortcuts work on layouts without Latin letters. */
function namesOf(event: KeyboardEvent): string[] {
  const mod = isApple ? event.metaKey : event.ctrlKey;
  if (isApple ? event.ctrlKey : event.metaKey) return [];
  const before = `${mod ? 'Mod+' : ''}${event.altKey ? 'Alt+' : ''}${event.shiftKey ? 'Shift+' : ''}`;
  const byPlace: Readonly<Record<string, string>> = { Slash: '/', Period: '.', Comma: ',', Backslash: '\\' };
  const names = [before + event.key];
  const placed = byPlace[event.code];
  if (placed) names.push(before + placed);
  // `/` needs Shift on many layouts; the character says what was meant.
  if (event.shiftKey && event.key.length === 1) names.push(names[0]!.replace('Shift+', ''));
  return names;
}
