import type { Person } from './person.ts';
import { expect, test } from './world.ts';

/** Notes every line about the connection that is shown from now on, however short. */
async function watchBanners({ page }: Person): Promise<() => Promise<string[]>> {
  await page.evaluate(() => {
    const seen: string[] = [];
    const look = (): void => {
      const kind = document.querySelector<HTMLElement>('[data-connection]')?.dataset['connection'];
      if (kind !== undefined && seen.at(-1) !== kind) seen.push(kind);
    };
    new MutationObserver(look).observe(document, { subtree: true, childList: true, attributes: true });
    Object.assign(window, { bannersSeen: seen });
  });
  return () => page.evaluate(() => (window as unknown as { bannersSeen: string[] }).bannersSeen);
}

/** All write at the same time, each one message after the other. */
async function write(people: readonly Person[], first: number, last: number): Promise<void> {
  const writing = people.map(async (person) => {
    for (let n = first; n <= last; n++) await person.post(`${person.name} ${n}.`);
  });
  await Promise.all(writing);
}

test('the server dies while both have unsent messages; after its restart both see the same, once', async ({
  server,
  both: { sofia, ade },
}) => {
  await sofia.post('alive');
  await ade.sees('alive');
  await server.kill();
  await sofia.post('from Sofia 1');
  await sofia.post('from Sofia 2');
  await ade.post('from Ade 1');
  await ade.post('from Ade 2');
  await server.up();
  for (const person of [sofia, ade]) {
    for (const text of ['from Sofia 1', 'from Sofia 2', 'from Ade 1', 'from Ade 2']) await person.sees(text);
  }
  expect(await sofia.texts()).toEqual(await ade.texts());
  expect((await ade.texts()).filter((text) => text.startsWith('from Sofia'))).toEqual(['from Sofia 1', 'from Sofia 2']);
});

test('a reload with a full outbox loses nothing and sends nothing twice', async ({ server, both: { sofia, ade } }) => {
  await sofia.post('here');
  await ade.sees('here');
  await server.kill();
  for (const text of ['kept 1', 'kept 2', 'kept 3']) await sofia.post(text);
  await sofia.composer.fill('half a sentence');
  await expect(sofia.page.locator('[data-pending]')).toHaveCount(3);
  await server.up();
  await sofia.page.reload();
  for (const text of ['kept 1', 'kept 2', 'kept 3']) await ade.sees(text);
  await expect(sofia.composer).toHaveValue('half a sentence');
  expect(await sofia.texts()).toEqual(await ade.texts());
});

/** Lets time pass for these people, as much of it as is said and however long it takes: in between the network has its turn. */
async function pass(people: readonly Person[], ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += STEP_MS) {
    await Promise.all(people.map(({ page }) => page.clock.runFor(STEP_MS)));
    await people[0]!.page.waitForTimeout(STEP_MS / 2);
  }
}

/** The next socket is welcomed. */
async function welcomeOf({ page }: Person): Promise<void> {
  const socket = await page.waitForEvent('websocket');
  await socket.waitForEvent('framereceived', ({ payload }) => payload.toString().startsWith('{"type":"welcome"'));
}

const STEP_MS = 100;
/** A clock can be stopped at a time to come only; a busy machine takes its time to say so. */
const AHEAD_MS = 2_000;
/** What a restart may take, and what it may take then until everybody is found [K1]. */
const [AWAY_MS, FOUND_MS] = [4_800, 1_000];

test('[K1] a server that is back within five seconds was never away: no banner, nothing lost, nothing twice', async ({
  server,
  both: { sofia, ade },
}) => {
  const people = [sofia, ade];
  // High enough that the page has all rows of it.
  for (const { page } of people) await page.setViewportSize({ width: 1_280, height: 2_000 });
  const banners = await Promise.all(people.map(watchBanners));
  await write(people, 1, 3);
  await ade.sees('Sofia 3.');
  // From now on their clocks go as we say: a busy machine takes longer to start a server, and they are not to notice.
  for (const { page } of people) await page.clock.install();
  for (const { page } of people) await page.clock.pauseAt(Date.now() + AHEAD_MS);
  await Promise.all([write(people, 4, 6), server.drain()]);
  await pass(people, AWAY_MS / 2);
  await write(people, 7, 9);
  await pass(people, AWAY_MS / 2);
  const welcomes = people.map(welcomeOf);
  await server.up();
  await pass(people, FOUND_MS);
  // Their clocks stand still until they have been found.
  await Promise.all(welcomes);
  for (const { page } of people) await page.clock.resume();
  await write(people, 10, 12);
  for (const person of people) for (const { name } of people) await person.sees(`${name} 12.`);
  const texts = await sofia.texts();
  expect(await ade.texts()).toEqual(texts);
  for (const { name } of people)
    expect(texts.filter((text) => text.startsWith(name))).toEqual(
      Array.from({ length: 12 }, (_, n) => `${name} ${n + 1}.`),
    );
  for (const seen of banners) expect(await seen()).toEqual([]);
});

test('of a server that stays away for longer one is told, and no longer than that', async ({
  server,
  both: { sofia },
}) => {
  const banners = await watchBanners(sofia);
  await server.drain();
  await expect(sofia.page.locator('[data-connection="reconnecting"]')).toBeVisible();
  await server.up();
  await expect(sofia.page.locator('[data-connection]')).toHaveCount(0, { timeout: 30_000 });
  expect(await banners()).toEqual(['reconnecting']);
});
