/** As a `ref`: the first box inside takes the focus, for what replaced it has just gone. */
export function takeFocus(element: HTMLElement | null): void {
  element?.querySelector('input')?.focus();
}
