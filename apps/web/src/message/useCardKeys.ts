import { useCallback, type KeyboardEvent } from 'react';

const steps: Readonly<Record<string, (at: number, count: number) => number>> = {
  ArrowUp: (at) => at - 1,
  ArrowDown: (at) => at + 1,
  Home: () => 0,
  End: (_, count) => count - 1,
};

/** Arrows, Home and End go from one message card of a list to another; Tab goes through what is in them. */
export function useCardKeys(): (event: KeyboardEvent<HTMLElement>) => void {
  return useCallback((event) => {
    const step = steps[event.key];
    if (!step || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    const links = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-card-link]')];
    const card = (event.target as HTMLElement).closest('article');
    const at = links.findIndex((link) => card?.contains(link));
    if (at < 0) return;
    event.preventDefault();
    links[Math.max(0, Math.min(links.length - 1, step(at, links.length)))]?.focus();
  }, []);
}

/** The card that has the focus is about to go: the next one has it then, or the one before. */
export function leaveCard(inside: HTMLElement): void {
  const item = inside.closest('li');
  const beside = item?.nextElementSibling ?? item?.previousElementSibling;
  beside?.querySelector<HTMLElement>('[data-card-link]')?.focus();
}
