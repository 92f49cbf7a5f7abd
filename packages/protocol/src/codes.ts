/**
 * The two catalogues of failure. A *reject* answers a command or query; a *close* ends a connection. What is in neither is
 * a bug: the server logs it and answers `internal`.
 */

/** Per reject code: the HTTP status, whether trying the same again may succeed, and what a client does about it. */
export const rejects = {
  invalid: { status: 400, retryable: false, client: 'fix the input; `field` names what is wrong' },
  unauthenticated: { status: 401, retryable: false, client: 'refresh the login, else sign in' },
  wrong_credentials: { status: 401, retryable: false, client: 'ask the person for e-mail and password again' },
  refresh_pending: { status: 401, retryable: true, client: 'try again with the newest cookie' },
  forbidden: { status: 403, retryable: false, client: 'say that the permission is missing' },
  wrong_origin: { status: 403, retryable: false, client: 'show `detail`: it names the setting to change' },
  not_found: { status: 404, retryable: false, client: 'forget the thing; also what one may not see is not found' },
  unknown_operation: { status: 404, retryable: false, client: 'update the client' },
  conflict: { status: 409, retryable: false, client: 'show `detail`; the state changed or a name is taken' },
  setup_required: { status: 409, retryable: false, client: 'open the set-up page' },
  setup_done: { status: 409, retryable: false, client: 'open the sign-in page' },
  archived: { status: 409, retryable: false, client: 'say that the channel is archived' },
  closed: { status: 409, retryable: false, client: 'say that the poll is closed' },
  last_owner: { status: 409, retryable: false, client: 'make somebody else an owner first' },
  gone: { status: 410, retryable: false, client: 'ask for a new invite' },
  too_large: { status: 413, retryable: false, client: 'send less' },
  rate_limited: { status: 429, retryable: true, client: 'wait `retryAfterMs`' },
  internal: { status: 500, retryable: true, client: 'try again with the same key' },
  busy: { status: 503, retryable: true, client: 'wait a moment, try again with the same key' },
  unavailable: { status: 503, retryable: true, client: 'the server is stopping: reconnect, then try again' },
} as const;

export type RejectCode = keyof typeof rejects;

/** What a refused command or query is answered with, on every door. */
export interface RejectBody {
  code: RejectCode;
  /** One sentence for a person. */
  detail: string;
  retryable: boolean;
  /** JSON path of the offending input, such as `args.text`. */
  field?: string;
  retryAfterMs?: number;
}

/** Per close code: its name and what the client does. 4000–4499 come back, 4500–4999 do not. */
export const closes = {
  4000: { name: 'hello_timeout', client: 'reconnect with backoff' },
  4001: { name: 'no_progress', client: 'reconnect with backoff and resume' },
  4002: { name: 'token_expired', client: 'refresh the login, then reconnect' },
  4003: { name: 'overloaded', client: 'reconnect with backoff' },
  4004: { name: 'internal', client: 'reconnect with backoff and resume' },
  4500: { name: 'bad_frame', client: 'stop; the client is broken' },
  4501: { name: 'hello_expected', client: 'stop; the client is broken' },
  4502: { name: 'revoked', client: 'sign out' },
  4503: { name: 'wrong_identity', client: 'stop; a token of somebody else was offered in band' },
  4504: { name: 'flooding', client: 'stop; the client is broken' },
} as const;

export type CloseCode = keyof typeof closes;

/** Whether a client returns after this close code. Standard codes (1000–1015) are not the product's and come back. */
export function comesBack(code: number): boolean {
  return code < 4500 || code > 4999;
}
