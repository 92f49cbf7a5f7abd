import { describe, expect, it } from 'vitest';
import { Clocks, firstWindows, TakenInstants } from './clocks.ts';
import type { NotLookedUp } from './clocks.ts';
import { CHANNEL, posting } from './testLog.ts';

const imported = (givenAt: number) => posting({ givenAt, backfill: true });

describe('the clocks of a batch', () => {
  it('give imported messages of one batch different instants without asking the database again', () => {
    const wanted = [500, 500, 501, 400].map(imported);
    const taken = new TakenInstants();
    taken.learn(firstWindows(wanted), [{ clock: CHANNEL, at: 501 }]);
    const clocks = new Clocks(new Map([[CHANNEL, 450]]), taken, 10_000);
    expect(wanted.map((event) => clocks.place(event))).toEqual([500, 502, 503, 400]);
    expect([...clocks.moved]).toEqual([[CHANNEL, 503]]);
  });

  it('say what must be looked up, and ask for more and more', () => {
    const taken = new TakenInstants();
    const place = () => new Clocks(new Map(), taken, 0).place(imported(1_000));
    const sizes: number[] = [];
    for (let i = 0; i < 3; i++) {
      try {
        place();
      } catch (error) {
        const { window } = error as NotLookedUp;
        sizes.push(window.to - window.from);
        const found = Array.from({ length: window.to - window.from }, (_, n) => ({
          clock: CHANNEL,
          at: window.from + n,
        }));
        taken.learn([window], found);
      }
    }
    expect(sizes).toEqual([64, 1_024, 16_384]);
  });

  it('look once around each instant that is wanted', () => {
    expect(firstWindows([imported(5), imported(5), imported(7), posting()])).toEqual([
      { clock: CHANNEL, from: 5, to: 69 },
      { clock: CHANNEL, from: 7, to: 71 },
    ]);
  });
});
