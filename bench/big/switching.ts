import { chromium } from '@playwright/test';
import { findBrowser } from '../../bin/browser.mjs';
import { owner } from './product.ts';

const SWITCHES = 40;

/** The owner goes to and fro between channels in a browser: what that costs where there are thousands. */
export async function switchThere(url: string, say: (line: string) => void): Promise<void> {
  const executablePath = process.env['ROOST_CHROMIUM'] ?? findBrowser();
  const browser = await chromium.launch({
    ...(executablePath ? { executablePath } : {}),
    args: ['--no-sandbox', '--disable-gpu'],
  });
  try {
    const page = await browser.newPage({ baseURL: url, viewport: { width: 1440, height: 900 } });
    // The compiler that runs this names functions by it, also those that go to the page.
    await page.addInitScript('globalThis.__name = (named) => named');
    await page.goto('/');
    await page.getByLabel('E-mail').fill(owner.email);
    await page.getByLabel('Password', { exact: true }).fill(owner.password);
    const start = performance.now();
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('main').getByRole('feed').waitFor({ timeout: 60_000 });
    say(`from signing in to the first channel: ${(performance.now() - start).toFixed(0)} ms`);
    await page.locator('nav a[data-name="unreads" i]').first().scrollIntoViewIfNeeded();
    const session = await page.context().newCDPSession(page);
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    const worked = async () =>
      (await session.send('Performance.getMetrics')).metrics.find(({ name }) => name === 'ThreadTime')!.value * 1000;
    const clock: number[] = [];
    const processor: number[] = [];
    // Those that the sidebar shows first; each is opened once before it counts, as one does who goes to and fro.
    for (let i = -4; i < SWITCHES; i++) {
      const before = await worked();
      const ms = await page.evaluate(switchTo, Math.abs(i) % 4);
      await page.waitForFunction(() => new Promise((resolve) => requestIdleCallback(() => resolve(true))));
      if (i < 0) continue;
      clock.push(ms);
      processor.push((await worked()) - before);
    }
    const at = (values: number[], share: number) =>
      values.toSorted((a, b) => a - b)[Math.floor(values.length * share)]!.toFixed(1);
    say(
      `switch between loaded channels, ${SWITCHES} times: by the clock p50 ${at(clock, 0.5)} ms, p95 ${at(clock, 0.95)} ms; ` +
        `main thread p50 ${at(processor, 0.5)} ms, p95 ${at(processor, 0.95)} ms of processor time`,
    );
  } finally {
    await browser.close();
  }
}

/** From the press of a link until the page has painted a frame with that channel's messages, in ms. */
async function switchTo(n: number): Promise<number> {
  const { top, bottom } = document.querySelector('[data-scrolls]')!.getBoundingClientRect();
  const links = [...document.querySelectorAll<HTMLAnchorElement>('nav a[data-name^="channel-"]')].filter((row) => {
    const place = row.getBoundingClientRect();
    return place.top >= top && place.bottom <= bottom;
  });
  const link = links[n]!;
  const name = link.dataset['name']!;
  const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const painted = () =>
    new Promise((resolve) => {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', resolve);
      port1.start();
      port2.postMessage(null);
    });
  const isThere = () =>
    document.querySelector('h1')?.textContent?.includes(name) && document.querySelector('main [data-message]') !== null;
  const start = performance.now();
  link.click();
  do {
    if (performance.now() - start > 10_000)
      throw new Error(`${name} did not come, but ${document.querySelector('h1')?.textContent}`);
    await frame();
  } while (!isThere());
  await painted();
  return performance.now() - start;
}
