import type { RejectBody } from '@roost/protocol/codes';

export type Reject = RejectBody;

/** The refusal inside a caught value, or null when the server was not reached or what was thrown is a bug. */
export function toReject(error: unknown): Reject | null {
  if (typeof error !== 'object' || error === null) return null;
  const body = 'body' in error ? error.body : error;
  if (typeof body !== 'object' || body === null) return null;
  // Only this server says whether trying again helps; the catalogue of codes, with its words for people, is not needed here.
  const { code, detail, retryable } = body as Partial<Record<keyof Reject, unknown>>;
  if (typeof code !== 'string' || typeof retryable !== 'boolean') return null;
  return { ...(body as Reject), detail: typeof detail === 'string' ? detail : '' };
}
