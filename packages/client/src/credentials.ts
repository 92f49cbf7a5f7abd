import type { Value } from '@roost/protocol/registry';
import type { Authorise } from './ports.ts';

/** A browser's access tokens, from its refresh cookie. `onEntry` hears who one is each time. */
export function browserAuthorise(
  baseUrl: string,
  onEntry: (entry: Value<'login.refresh'>) => void = () => {},
  first?: { accessToken: string; expiresAt: string },
): Authorise {
  let ready = first;
  return async () => {
    if (ready) {
      const access = { token: ready.accessToken, expiresAt: Date.parse(ready.expiresAt) };
      ready = undefined;
      return { type: 'access', access };
    }
    const response = await fetch(`${baseUrl}/api/v1/login.refresh`, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    });
    if (response.ok) {
      const entry = (await response.json()) as Value<'login.refresh'>;
      onEntry(entry);
      return { type: 'access', access: { token: entry.accessToken, expiresAt: Date.parse(entry.expiresAt) } };
    }
    const body = (await response.json().catch(() => null)) as { code?: string; retryable?: boolean; retryAfterMs?: number } | null;
    if (response.status === 401 && body?.retryable !== true) return { type: 'unauthorised' };
    const header = Number(response.headers.get('retry-after'));
    return { type: 'unreachable', retryAfterMs: body?.retryAfterMs ?? (header > 0 ? header * 1000 : null) };
  };
}

/** A bot's own token is its access: it lasts until it is revoked. */
export function tokenAuthorise(token: string): Authorise {
  return () => Promise.resolve({ type: 'access', access: { token, expiresAt: Date.now() + 365 * 86_400_000 } });
}
