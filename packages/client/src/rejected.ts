import type { RejectBody, RejectCode } from '@roost/protocol/codes';

/** A refused command or query, or one that got no answer (`code: 'unavailable'`). Carries the fields of `RejectBody`. */
export class RequestRejected extends Error implements RejectBody {
  readonly code: RejectCode;
  readonly detail: string;
  readonly retryable: boolean;
  readonly field?: string;
  readonly retryAfterMs?: number;

  constructor(body: RejectBody) {
    super(body.detail);
    this.name = 'RequestRejected';
    this.code = body.code;
    this.detail = body.detail;
    this.retryable = body.retryable;
    if (body.field !== undefined) this.field = body.field;
    if (body.retryAfterMs !== undefined) this.retryAfterMs = body.retryAfterMs;
  }
}

/** No answer: the connection ended or took too long. Whether a command took effect is not known. */
export function unanswered(detail: string): RequestRejected {
  return new RequestRejected({ code: 'unavailable', detail, retryable: true });
}

/** The refusal in a caught value, with what a stored entry may keep of it. */
export function toRejectBody(error: unknown): RejectBody {
  if (!(error instanceof RequestRejected)) return { code: 'internal', detail: String(error), retryable: true };
  const { code, detail, retryable, field, retryAfterMs } = error;
  return {
    code,
    detail,
    retryable,
    ...(field !== undefined && { field }),
    ...(retryAfterMs !== undefined && { retryAfterMs }),
  };
}
