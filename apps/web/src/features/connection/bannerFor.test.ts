import { describe, expect, it } from 'vitest';
import { bannerFor } from './bannerFor.ts';

describe('what is said about the connection', () => {
  it('nothing while all is well', () => {
    expect(bannerFor({ state: 'online' }, 0)).toEqual({ kind: 'none' });
  });

  it('nothing about a server that is back within five seconds, and found a second later', () => {
    expect(bannerFor({ state: 'connecting', since: 1000 }, 6999)).toEqual({ kind: 'none' });
    expect(bannerFor({ state: 'waiting', since: 1000, retryAt: 9000 }, 6999)).toEqual({ kind: 'none' });
  });

  it('then, in how many seconds it will be tried again', () => {
    expect(bannerFor({ state: 'waiting', since: 0, retryAt: 14_000 }, 6000)).toEqual({
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
    expect(bannerFor({ state: 'connecting', since: 0 }, 6000)).toEqual({ kind: 'reconnecting', seconds: null });
  });

  it('that the page must be loaded anew, when the server no longer talks to it', () => {
    expect(bannerFor({ state: 'ended', why: 'outdated' }, 0)).toEqual({ kind: 'outdated' });
    expect(bannerFor({ state: 'ended', why: 'signedOut' }, 0)).toEqual({ kind: 'none' });
  });

  it('at once that the device is offline', () => {
    expect(bannerFor({ state: 'offline' }, 0)).toEqual({ kind: 'offline' });
  });
});
