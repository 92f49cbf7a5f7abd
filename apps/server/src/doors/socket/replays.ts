import type { Announcement } from '../../fanout/announcement.ts';
import { batchFrame, cutIntoRuns } from '../../fanout/frame.ts';
import type { BatchFrame } from '../../fanout/frame.ts';

/** What a reader missed of a stream: these events, and nothing else up to `end`. */
export interface Missed {
  stream: string;
  epoch: string;
  end: number;
  missed: readonly Announcement[];
}

const KEPT = 8;

/**
 * The frames of the latest replays. When everybody comes back at once, most missed the same: it is encoded once and written to all of
 * them, as live batches are.
 */
export class Replays {
  /** The newest last. */
  #latest: (Missed & { frames: readonly BatchFrame[] })[] = [];

  /** The frames of a replay. Its events must be as they may be shown now. */
  of(wanted: Missed): readonly BatchFrame[] {
    const known = this.#latest.find((each) => isSame(each, wanted));
    if (known) return known.frames;
    const { stream, epoch, end, missed } = wanted;
    const frames = framesUpTo(wanted);
    // What ended earlier in this stream nobody will want again.
    const others = this.#latest.filter((each) => each.stream !== stream || isHere(each, wanted));
    this.#latest = [...others.slice(1 - KEPT), { stream, epoch, end, missed, frames }];
    return frames;
  }
}

function isHere(one: Missed, { epoch, end }: Missed): boolean {
  return one.end === end && one.epoch === epoch;
}

/** The same events, and not only the same numbers: what was deleted meanwhile is another event without its text [M4]. */
function isSame(one: Missed, other: Missed): boolean {
  if (one.stream !== other.stream || !isHere(one, other) || one.missed.length !== other.missed.length) return false;
  return one.missed.every((event, i) => event === other.missed[i]);
}

/** What was missed, each frame up to the one after it; the last one up to `end`. */
export function framesUpTo({ stream, epoch, end, missed }: Missed): BatchFrame[] {
  const runs = cutIntoRuns(missed);
  if (runs.length === 0) return [batchFrame(stream, epoch, end, [])];
  return runs.map((events, i) => batchFrame(stream, epoch, i + 1 < runs.length ? events.at(-1)!.seq : end, events));
}
