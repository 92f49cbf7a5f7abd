import { describe, expect, it } from 'vitest';
import { Patience } from './timers.ts';

/** Timers that go off when told. */
function manualTimers() {
  const waiting: { ms: number; run: () => void }[] = [];
  return {
    waiting,
    after(ms: number, run: () => void) {
      const timer = { ms, run };
      waiting.push(timer);
      return () => void waiting.splice(waiting.indexOf(timer), 1);
    },
  };
}

describe('patience', () => {
  it('pauses not at all, then longer and longer up to a second', async () => {
    const timers = manualTimers();
    const patience = new Patience(timers, 30_000);
    const pauses: number[] = [];
    await patience.pause();
    for (let i = 0; i < 9; i++) {
      const paused = patience.pause();
      const timer = timers.waiting.pop()!;
      pauses.push(timer.ms);
      timer.run();
      await paused;
    }
    expect(pauses).toEqual([10, 20, 40, 80, 160, 320, 640, 1_000, 1_000]);
  });

  it('ends everything that waits when it is over', async () => {
    const timers = manualTimers();
    const patience = new Patience(timers, 30_000);
    await patience.pause();
    const paused = patience.pause();
    const never = patience.within(new Promise(() => {}));
    timers.waiting[0]!.run();
    expect([await paused, await never, patience.over]).toEqual([undefined, null, true]);
    expect(await patience.within(Promise.resolve('too late'))).toBeNull();
  });

  it('leaves no timer behind once ended', async () => {
    const timers = manualTimers();
    const patience = new Patience(timers, 30_000);
    expect(await patience.within(Promise.resolve(1))).toBe(1);
    patience.end();
    expect(timers.waiting).toEqual([]);
  });
});
