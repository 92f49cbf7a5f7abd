import type { RejectBody } from '@roost/protocol/codes';
import { fromIso } from '@roost/protocol/time';
import type { Entry } from '@roost/protocol/operations/accounts';
import type { Credentials, Refreshed } from './ports.ts';

/** As much of `fetch` as is used. */
export type Fetch = (
  url: string,
  init: {
    method: 'POST';
    headers: Record<string, string>;
    body: string;
    credentials?: 'same-origin';
    signal: AbortSignal;
  },
) => Promise<Response>;

export interface BrowserCredentials {
  baseUrl: string;
  fetch: Fetch;
  /** What signing in answered, if it just did: saves the first question. */
  entry?: Entry | null;
  /** Hears who one is each time. */
  onEntry?: (entry: Entry) => void;
}

/** Tokens for the refresh token in the browser's cookie. They stay in memory [A2, K4]. */
export function browserCredentials({ baseUrl, fetch, entry = null, onEntry }: BrowserCredentials): Credentials {
  let ready = entry;
  return {
    async refresh(failed) {
      const first = ready;
      ready = null;
      if (first && !failed) return entered(first);
      const answer = await call(fetch, baseUrl, 'login.refresh', { credentials: 'same-origin' });
      if (answer.type !== 'ok') return answer;
      onEntry?.(answer.value as Entry);
      return entered(answer.value as Entry);
    },
  };
}

/** A bot's own token. It is asked about only after a socket did not open with it, to tell "revoked" from "not reachable". */
export function botCredentials({
  baseUrl,
  fetch,
  token,
}: {
  baseUrl: string;
  fetch: Fetch;
  token: string;
}): Credentials {
  return {
    async refresh(failed) {
      const good: Refreshed = { type: 'ok', token, lifetimeMs: null };
      if (!failed) return good;
      const answer = await call(fetch, baseUrl, 'token.exchange', { token });
      return answer.type === 'ok' ? good : answer;
    },
  };
}

function entered({ accessToken, expiresAt, account }: Entry): Refreshed {
  return { type: 'ok', token: accessToken, lifetimeMs: lifetimeOf(accessToken, expiresAt), subject: account.id };
}

// Clocks of devices are wrong more often than one thinks: what counts is how long the token lasts, not until when.
function lifetimeOf(jwt: string, expiresAt: string): number {
  try {
    const { iat, exp } = JSON.parse(atob(jwt.split('.')[1]!.replaceAll('-', '+').replaceAll('_', '/'))) as {
      iat: unknown;
      exp: unknown;
    };
    if (typeof iat === 'number' && typeof exp === 'number') return (exp - iat) * 1000;
  } catch {
    // Not a JWT that we can read: the word of the answer has to do.
  }
  return Math.max(60_000, (fromIso(expiresAt) ?? 0) / 1000 - Date.now());
}

type Answer = { type: 'ok'; value: unknown } | Exclude<Refreshed, { type: 'ok' }>;

/** A request into a dead network may hang for minutes; to wait and ask again is better. */
const answerWithinMs = 15_000;

async function call(
  fetch: Fetch,
  baseUrl: string,
  name: 'login.refresh' | 'token.exchange',
  how: { token?: string; credentials?: 'same-origin' },
): Promise<Answer> {
  const authorization: Record<string, string> = how.token === undefined ? {} : { authorization: `Bearer ${how.token}` };
  const rest = how.credentials ? { credentials: how.credentials } : {};
  try {
    const response = await fetch(`${baseUrl.replace(/\/$/, '')}/api/v1/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...authorization },
      body: '{}',
      signal: AbortSignal.timeout(answerWithinMs),
      ...rest,
    });
    const body: unknown = await response.json().catch(() => null);
    if (response.ok && body !== null) return { type: 'ok', value: body };
    const reject = body as Partial<RejectBody> | null;
    // `refresh_pending` is a 401 too, but one that passes [A3].
    if (response.status === 401 && reject?.retryable !== true) return { type: 'signedOut' };
    return { type: 'wait', afterMs: reject?.retryAfterMs ?? secondsOf(response.headers.get('retry-after')) };
  } catch {
    return { type: 'wait', afterMs: null };
  }
}

function secondsOf(header: string | null): number | null {
  const seconds = header === null ? NaN : Number(header);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
}
