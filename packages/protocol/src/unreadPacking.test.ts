import { expect, test } from 'vitest';
import { toIso } from './time.ts';
import { packUnread, unpackUnread } from './unreadPacking.ts';

const noon = Date.UTC(2026, 10, 21, 12) * 1000;
const told = (at: number, mention = false) => ({ createdAt: toIso(at), mention });

test('[M2] what was packed comes out as it was, to the microsecond', () => {
  const plain = { mention: false };
  const packed = packUnread(
    [
      { createdAt: noon + 123_457_001, mention: true },
      { createdAt: noon, ...plain },
      { createdAt: noon + 1, ...plain },
    ],
    true,
  );
  expect(packed).toEqual({ created: [noon / 1000, 0.001, 123_457], mentions: [2], more: true });
  expect(unpackUnread(JSON.parse(JSON.stringify(packed)))).toEqual({
    entries: [told(noon), told(noon + 1), told(noon + 123_457_001, true)],
    more: true,
  });
});

test('[M2] instants of any microsecond survive', () => {
  let seed = 7;
  const dice = (sides: number) => (seed = (seed * 48_271) % 2_147_483_647) % sides;
  for (let round = 0; round < 200; round++) {
    let at = noon + dice(1e9);
    const entries = Array.from({ length: 1 + dice(100) }, () => {
      at += 1 + dice([3, 1_000, 1e6, 2e9][dice(4)]!);
      return { createdAt: at, mention: false };
    });
    const { entries: out } = unpackUnread(JSON.parse(JSON.stringify(packUnread(entries, false))));
    expect(out.map(({ createdAt }) => createdAt)).toEqual(entries.map(({ createdAt }) => toIso(createdAt)));
  }
});

test('[M8] a message that an edit made mention one comes out where the edit stands', () => {
  const called = { createdAt: noon, mention: true, at: noon + 5_000_002 };
  const packed = packUnread([{ createdAt: noon + 9, mention: false }, called], false);
  expect(packed).toEqual({ created: [noon / 1000, 0.009], mentions: [0], called: [[0, 5000.002]] });
  expect(unpackUnread(packed)).toEqual({
    entries: [told(noon + 9), { ...told(noon, true), at: toIso(noon + 5_000_002) }],
    more: false,
  });
});

test('nothing unread is nothing', () => {
  expect(packUnread([], false)).toEqual({ created: [] });
  expect(unpackUnread({ created: [] })).toEqual({ entries: [], more: false });
});
