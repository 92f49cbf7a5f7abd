const candidates = 'a[href], button, input, textarea, select, [tabindex]';

/** What Tab stops at inside of an element, in its order. */
export function tabbableIn(root: ParentNode): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>(candidates)].filter(
    (element) => element.tabIndex >= 0 && !element.matches(':disabled') && element.getClientRects().length > 0,
  );
}

/** Where Tab (1) or Shift+Tab (-1) goes when it jumps over all of an element. */
export function tabbableBeside(element: HTMLElement, step: 1 | -1): HTMLElement | undefined {
  const side = step === 1 ? Node.DOCUMENT_POSITION_FOLLOWING : Node.DOCUMENT_POSITION_PRECEDING;
  const beside = tabbableIn(document).filter(
    (one) => element.compareDocumentPosition(one) & side && !one.contains(element) && !element.contains(one),
  );
  return step === 1 ? beside[0] : beside.at(-1);
}
