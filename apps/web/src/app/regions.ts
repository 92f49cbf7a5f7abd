/**
 * F6 goes round the parts of the page. A part is an element with `data-region`; it gets back the focus where it was last,
 * else its first control, else itself.
 */
const lastFocused = new Map<string, HTMLElement>();

/** Remembers where the focus was in each part. Call once; answers with how to stop. */
export function rememberFocus(): () => void {
  const onFocus = (event: FocusEvent) => {
    if (!(event.target instanceof HTMLElement)) return;
    const region = event.target.closest<HTMLElement>('[data-region]'); // the innermost
    if (region && region !== event.target) lastFocused.set(region.dataset['region'] ?? '', event.target);
  };
  document.addEventListener('focusin', onFocus);
  return () => document.removeEventListener('focusin', onFocus);
}

/** Moves the focus to the next (1) or previous (-1) part. */
export function focusNextRegion(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>('[data-region]')].filter(isReachable);
  if (regions.length === 0) return;
  // Parts may lie inside of others: the innermost is where one is.
  const here = regions.findLastIndex((region) => region.contains(document.activeElement));
  const start = here < 0 ? (step === 1 ? -1 : 0) : here;
  for (let i = 1; i <= regions.length; i++) {
    const region = regions[(start + i * step + regions.length * 2) % regions.length]!;
    if (focusRegion(region)) return;
  }
}

/** Brings the focus into a part by its name. */
export function focusRegionNamed(name: string): void {
  const region = document.querySelector<HTMLElement>(`[data-region="${CSS.escape(name)}"]`);
  if (region) focusRegion(region);
}

const focusable =
  'a[href]:not([tabindex="-1"]), button:not([tabindex="-1"]):not(:disabled), textarea, input:not([type="hidden"]):not(:disabled), [tabindex="0"], [contenteditable="true"]';

function focusRegion(region: HTMLElement): boolean {
  const before = document.activeElement;
  const last = lastFocused.get(region.dataset['region'] ?? '');
  const target = last?.isConnected && region.contains(last) ? last : region.querySelector<HTMLElement>(focusable);
  (target ?? region).focus();
  return document.activeElement !== before;
}

function isReachable(region: HTMLElement): boolean {
  return region.dataset['empty'] === undefined && region.getClientRects().length > 0;
}
