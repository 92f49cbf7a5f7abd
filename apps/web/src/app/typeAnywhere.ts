/** Typing while nothing has the focus goes to the composer: the key itself arrives there. Answers with how to stop. */
export function typeAnywhere(): () => void {
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    if ([...event.key].length !== 1 || event.key === ' ' || document.activeElement !== document.body) return;
    document.querySelector<HTMLElement>('[data-region="main"] [data-region="composer"] textarea')?.focus();
  };
  document.addEventListener('keydown', onKeyDown);
  return () => document.removeEventListener('keydown', onKeyDown);
}
