import { describe, expect, it } from 'vitest';
import { bannerFor } from './bannerFor.ts';

describe('what is said about the connection', () => {
  it('nothing while all is well', () => {
    expect(bannerFor({ state: 'online' }, 0)).toEqual({ kind: 'none' });
  });

  it('nothing about a break of less than five seconds', () => {
    expect(bannerFor({ state: 'connecting', since: 1000 }, 5999)).toEqual({ kind: 'none' });
    expect(bannerFor({ state: 'waiting', since: 1000, retryAt: 9000 }, 5999)).toEqual({ kind: 'none' });
  });

  it('after five seconds, in how many seconds it will be tried again', () => {
    expect(bannerFor({ state: 'waiting', since: 0, retryAt: 13_000 }, 5000)).toEqual({
      kind: 'reconnecting',
      seconds: 8,
    });
    expect(bannerFor({ state: 'waiting', since: 0, retryAt: 13_000 }, 12_999)).toEqual({
      kind: 'reconnecting',
      seconds: 1,
    });
    expect(bannerFor({ state: 'waiting', since: 0, retryAt: 13_000 }, 20_000)).toEqual({
      kind: 'reconnecting',
      seconds: 1,
    });
  });

  it('no countdown while a try is under way', () => {
    expect(bannerFor({ state: 'connecting', since: 0 }, 5000)).toEqual({ kind: 'reconnecting', seconds: null });
  });

  it('that the page must be loaded anew, when the server no longer talks to it', () => {
    expect(bannerFor({ state: 'ended', why: 'outdated' }, 0)).toEqual({ kind: 'outdated' });
    expect(bannerFor({ state: 'ended', why: 'signedOut' }, 0)).toEqual({ kind: 'none' });
  });

  it('at once that the device is offline', () => {
    expect(bannerFor({ state: 'offline' }, 0)).toEqual({ kind: 'offline' });
  });
});
