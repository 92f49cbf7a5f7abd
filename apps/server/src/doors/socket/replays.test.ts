import { expect, test } from 'vitest';
import { Announcement } from '../../fanout/announcement.ts';
import { message, TEAM, textOf } from '../../fanout/testFan.ts';
import { Replays } from './replays.ts';
import type { Missed } from './replays.ts';

const [one, two, three] = [11, 12, 13].map((seq) => new Announcement(message(seq)));
const missing = (missed: Announcement[], more: Partial<Missed> = {}): Missed => ({
  stream: TEAM,
  epoch: 'e',
  end: 13,
  missed,
  ...more,
});

test('who missed the same gets the same bytes', () => {
  const replays = new Replays();
  const first = replays.of(missing([one!, three!]));
  expect(replays.of(missing([one!, three!]))).toBe(first);
});

test('who may see less, or is elsewhere, gets bytes of their own', () => {
  const replays = new Replays();
  const texts = [
    missing([one!, two!, three!]),
    missing([one!, three!]),
    missing([one!, two!]),
    missing([]),
    missing([one!, three!], { end: 14 }),
    missing([one!, three!], { epoch: 'f' }),
    missing([one!, three!], { stream: 'T0000000000000002' }),
  ].map((missed) =>
    replays
      .of(missed)
      .map(({ bytes }) => textOf(bytes))
      .join(),
  );
  expect(new Set(texts).size).toBe(texts.length);
});

test('[M4] what was emptied of its text is not replayed with it', () => {
  const replays = new Replays();
  const text = (missed: Announcement[]) =>
    replays
      .of(missing(missed))
      .map(({ bytes }) => textOf(bytes))
      .join();
  expect(text([one!])).toContain('message 11');
  expect(text([new Announcement(message(11, undefined, ''))])).not.toContain('message 11');
});
