import { rejects, type RejectBody } from '@roost/protocol/codes';

export type Reject = RejectBody;

/** The refusal inside a caught value, or null when the server was not reached or what was thrown is a bug. */
export function toReject(error: unknown): Reject | null {
  if (typeof error !== 'object' || error === null) return null;
  const body = 'body' in error ? error.body : error;
  if (typeof body !== 'object' || body === null) return null;
  const { code, detail } = body as { code?: unknown; detail?: unknown };
  if (typeof code !== 'string' || !Object.hasOwn(rejects, code)) return null;
  const known = code as Reject['code'];
  return {
    ...(body as Reject),
    code: known,
    detail: typeof detail === 'string' ? detail : '',
    retryable: rejects[known].retryable,
  };
}
