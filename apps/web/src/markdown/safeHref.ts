const allowed = new Set(['http:', 'https:', 'mailto:']);

/** The address in normal form if it is http, https or mailto; else `undefined`. Relative addresses are refused. */
export function safeHref(href: string): string | undefined {
  try {
    const url = new URL(href);
    return allowed.has(url.protocol) ? url.href : undefined;
  } catch {
    return undefined;
  }
}
