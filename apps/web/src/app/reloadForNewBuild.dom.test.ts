import { afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { reloadForNewBuild } from './reloadForNewBuild.ts';

const reload = vi.fn();
const pageWith = (entry: string) => new Response(`<script type="module" crossorigin src="${entry}"></script>`);

beforeAll(() => {
  // There is nothing to load from.
  const { settings } = (window as unknown as { happyDOM: { settings: Record<string, boolean> } }).happyDOM;
  settings['handleDisabledFileLoadingAsSuccess'] = true;
  const entry = document.createElement('script');
  entry.setAttribute('type', 'module');
  entry.setAttribute('src', '/assets/index-old.js');
  document.head.append(entry);
  reloadForNewBuild(reload);
});
beforeEach(() => sessionStorage.clear());
afterEach(() => {
  vi.unstubAllGlobals();
  reload.mockClear();
});

/** A part cannot be fetched, and asked for its page the server answers so. */
async function partIsMissing(answer: () => Promise<Response>): Promise<void> {
  const fetch = vi.fn(answer);
  vi.stubGlobal('fetch', fetch);
  window.dispatchEvent(new Event('vite:preloadError'));
  await Promise.allSettled(fetch.mock.results.map(({ value }) => value as Promise<Response>));
  await new Promise((resolve) => setImmediate(resolve));
}

it('loads the page anew when there is a new build, and not again at once', async () => {
  await partIsMissing(async () => pageWith('/assets/index-new.js'));
  expect(reload).toHaveBeenCalledTimes(1);
  await partIsMissing(async () => pageWith('/assets/index-newer.js'));
  expect(reload).toHaveBeenCalledTimes(1);
});

it.each([
  ['there is no network', () => Promise.reject(new TypeError('Failed to fetch'))],
  ['the build is the same', async () => pageWith('/assets/index-old.js')],
  ['a proxy answers in place of the server', async () => new Response('Bad gateway', { status: 502 })],
])('stays when %s', async (_name, answer) => {
  await partIsMissing(answer);
  expect(reload).not.toHaveBeenCalled();
});
