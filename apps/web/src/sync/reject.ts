import { rejects, type RejectBody } from '@roost/protocol/codes';

export type Reject = RejectBody;

/** The server's refusal inside a caught value, or null when the server was not reached or what was thrown is a bug. */
export function toReject(error: unknown): Reject | null {
  if (typeof error !== 'object' || error === null) return null;
  const { code, detail, message } = error as { code?: unknown; detail?: unknown; message?: unknown };
  if (typeof code !== 'string' || !Object.hasOwn(rejects, code)) return null;
  const known = code as Reject['code'];
  const said = typeof detail === 'string' ? detail : typeof message === 'string' ? message : '';
  return { ...(error as Reject), code: known, detail: said, retryable: rejects[known].retryable };
}
