import { expect, test } from './world.ts';

test('switching to a loaded channel paints within 50 ms at the 95th percentile', async ({ both: { sofia } }) => {
  test.skip(
    process.env['ROOST_MEASURE'] !== '1',
    'a measurement, not a proof: run it on a quiet machine with ROOST_MEASURE=1',
  );
  for (const channel of ['random', 'general']) {
    await sofia.open(channel);
    for (let i = 0; i < 30; i++) await sofia.post(`${channel} ${i}`);
  }
  const times: number[] = [];
  for (let i = 0; i < 40; i++) {
    const target = i % 2 === 0 ? 'random' : 'general';
    times.push(
      await sofia.page.evaluate(async (name) => {
        const link = [...document.querySelectorAll<HTMLAnchorElement>('nav a, aside a, a')].find(
          (one) => one.textContent?.trim() === name,
        )!;
        const start = performance.now();
        link.click();
        await new Promise<void>((resolve) => {
          const look = () => {
            const shown =
              document.querySelector('h1')?.textContent?.includes(name) &&
              document.querySelector('main [data-message]');
            if (shown) requestAnimationFrame(() => resolve());
            else requestAnimationFrame(look);
          };
          look();
        });
        return performance.now() - start;
      }, target),
    );
  }
  times.sort((a, b) => a - b);
  const p95 = times[Math.floor(times.length * 0.95)]!;
  console.log(`switch: median ${times[20]!.toFixed(1)} ms, p95 ${p95.toFixed(1)} ms`);
  expect(p95).toBeLessThanOrEqual(50);
});
