import { describe, expect, it, vi } from 'vitest';
import { createToastStore, type ToastEnd, type ToastTime } from './toastStore.ts';

function fakeTime() {
  let now = 0;
  let pending: Array<{ at: number; run: () => void }> = [];
  const time: ToastTime = {
    now: () => now,
    after: (ms, run) => {
      const entry = { at: now + ms, run };
      pending.push(entry);
      return () => (pending = pending.filter((one) => one !== entry));
    },
  };
  const advance = (ms: number) => {
    now += ms;
    for (const due of pending.filter((one) => one.at <= now)) {
      pending = pending.filter((one) => one !== due);
      due.run();
    }
  };
  return { time, advance };
}

function setUp() {
  const { time, advance } = fakeTime();
  const store = createToastStore(time);
  const ends: ToastEnd[] = [];
  const texts = () => store.list().map((toast) => toast.text);
  return { store, advance, ends, onEnd: (how: ToastEnd) => void ends.push(how), texts };
}

describe('toast store', () => {
  it('takes a toast away after six seconds, after eight with an action', () => {
    const { store, advance, texts } = setUp();
    store.show({ text: 'plain' });
    store.show({ text: 'undo', action: { label: 'Undo', onAction: () => {} } });
    advance(6000);
    expect(texts()).toEqual(['undo']);
    advance(2000);
    expect(texts()).toEqual([]);
  });

  it('lets no time pass while paused and goes on with what was left', () => {
    const { store, advance, texts } = setUp();
    store.show({ text: 'a', durationMs: 1000 });
    advance(600);
    store.pause();
    advance(60_000);
    expect(store.secondsLeft(store.list()[0]!)).toBe(1);
    store.resume();
    advance(399);
    expect(texts()).toEqual(['a']);
    advance(1);
    expect(texts()).toEqual([]);
  });

  it('starts paused when shown under the pointer', () => {
    const { store, advance, texts } = setUp();
    store.pause();
    store.show({ text: 'a', durationMs: 1000 });
    advance(5000);
    expect(texts()).toEqual(['a']);
    store.resume();
    advance(1000);
    expect(texts()).toEqual([]);
  });

  it('ends each toast exactly once, whatever happens later', () => {
    const { store, advance, ends, onEnd } = setUp();
    const id = store.show({ text: 'a', durationMs: 1000, onEnd });
    store.dismiss(id);
    store.dismiss(id);
    store.act(id);
    advance(5000);
    expect(ends).toEqual(['dismissed']);
  });

  it('does not commit what was undone', () => {
    const { store, advance, ends, onEnd } = setUp();
    const onAction = vi.fn();
    const id = store.show({ text: 'a', durationMs: 7000, action: { label: 'Undo', onAction }, onEnd });
    advance(6999);
    store.act(id);
    advance(5000);
    expect(onAction).toHaveBeenCalledTimes(1);
    expect(ends).toEqual(['acted']);
  });

  it('replaces a toast of the same id and starts its clock anew', () => {
    const { store, advance, ends, onEnd, texts } = setUp();
    store.show({ id: 'copy', text: 'one', durationMs: 1000, onEnd });
    advance(900);
    store.show({ id: 'copy', text: 'two', durationMs: 1000 });
    advance(900);
    expect(texts()).toEqual(['two']);
    expect(ends).toEqual(['replaced']);
  });

  it('shows three at most; the oldest gives way as if its time were over', () => {
    const { store, ends, onEnd, texts } = setUp();
    store.show({ text: '1', onEnd });
    for (const text of ['2', '3', '4']) store.show({ text });
    expect(texts()).toEqual(['2', '3', '4']);
    expect(ends).toEqual(['expired']);
  });

  it('keeps an endless toast until it is dismissed', () => {
    const { store, advance, texts } = setUp();
    store.show({ text: 'stays', durationMs: null });
    advance(1e9);
    expect(texts()).toEqual(['stays']);
  });
});
