import { useEffect, useRef } from 'react';

/** An act that answers with false leaves the key to others. */
export type Hotkeys = Readonly<Record<string, () => void | false>>;

/**
 * The keys that work everywhere. Names are like `Mod+/` or `Alt+Shift+ArrowDown`; `Mod` is Cmd on Apple machines, Ctrl
 * elsewhere. A key that something nearer to the focus has used is left alone.
 */
export function useHotkeys(keys: Hotkeys): void {
  const latest = useRef(keys);
  useEffect(() => {
    latest.current = keys;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || isInLayer(event.target)) return;
      const act = namesOf(event)
        .map((name) => latest.current[name])
        .find(Boolean);
      if (act && act() !== false) event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
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
