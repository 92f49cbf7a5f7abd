import { rejects, type RejectBody, type RejectCode } from '@roost/protocol/codes';

/** The refusal of a command or query. Thrown by the domain; only dispatch and the HTTP error hook translate it. */
export class Reject extends Error {
  readonly code: RejectCode;
  readonly field: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(code: RejectCode, detail: string, more: { field?: string; retryAfterMs?: number } = {}) {
    super(detail);
    this.name = 'Reject';
    this.code = code;
    this.field = more.field;
    this.retryAfterMs = more.retryAfterMs;
  }

  /** As it crosses the wire. */
  get body(): RejectBody {
    return {
      code: this.code,
      detail: this.message,
      retryable: rejects[this.code].retryable,
      ...(this.field !== undefined && { field: this.field }),
      ...(this.retryAfterMs !== undefined && { retryAfterMs: this.retryAfterMs }),
    };
  }
}
