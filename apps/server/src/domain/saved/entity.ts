import type { Saved } from '@roost/protocol/entities';
import { toIso } from '@roost/protocol/time';

/** A row of `saved`, as `savedColumns` selects it. */
export interface SavedRow {
  message: string;
  channel: string;
  savedAt: number;
  doneAt: number | null;
  rev: number;
}

export function toSaved({ message, rev, channel, savedAt, doneAt }: SavedRow): Saved {
  return { message, rev, channel, savedAt: toIso(savedAt), ...(doneAt !== null && { doneAt: toIso(doneAt) }) };
}
