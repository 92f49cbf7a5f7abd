/**
 * A cursor is a place in a stream: which life of the stream (epoch), and the seq up to which everything visible has been
 * received. Only the server and packages/client look inside; for everybody else it is an opaque string.
 */
export interface Position {
  epoch: string;
  seq: number;
}

/** `<epoch>.<seq>` */
export function toCursor(position: Position): string {
  return `${position.epoch}.${position.seq}`;
}

/** The position in a cursor, or null when the text is not a cursor. */
export function fromCursor(cursor: string): Position | null {
  const match = /^([0-9a-z]{1,32})\.(0|[1-9]\d{0,15})$/.exec(cursor);
  if (!match) return null;
  const seq = Number(match[2]);
  return Number.isSafeInteger(seq) ? { epoch: match[1]!, seq } : null;
}
