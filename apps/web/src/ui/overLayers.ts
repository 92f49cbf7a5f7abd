/** What stays in reach while a layer is modal: notices lie over it, may be undone or dismissed there, and have to be heard. */
export function overLayers(): Iterable<Element> {
  return document.querySelectorAll('[data-region="toasts"]');
}
