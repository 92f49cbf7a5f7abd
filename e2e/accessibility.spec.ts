import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, test } from './world.ts';

const looks = [
  { name: 'wide light', colorScheme: 'light', viewport: { width: 1440, height: 900 } },
  { name: 'narrow dark', colorScheme: 'dark', viewport: { width: 820, height: 900 } },
  { name: 'phone light', colorScheme: 'light', viewport: { width: 360, height: 740 } },
] as const;

/** Nothing that the rules of WCAG 2.2 AA call serious. */
async function isAccessible(page: Page, what: string): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'])
    .analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(
    serious.map(({ id, nodes }) => `${what}: ${id} at ${nodes.map((node) => node.target.join(' ')).join(', ')}`),
  ).toEqual([]);
}

for (const { name, ...options } of looks) {
  test(`every screen is accessible, ${name}`, async ({ person }) => {
    test.slow();
    const sofia = await person('Sofia', options);
    await sofia.page.goto('/');
    await expect(sofia.page.getByLabel('Workspace name')).toBeVisible();
    await isAccessible(sofia.page, 'set-up');
    await sofia.setUp('Harbor');
    await sofia.post('Hello `code` **bold** <https://example.com>\n```ts\nconst one = 1;\n```');
    await sofia.post('> a quote\n- and a list');
    await isAccessible(sofia.page, 'channel');
    const home = new URL(sofia.page.url()).pathname.split('/').slice(0, 3).join('/');
    const invite = await sofia.invite();
    for (const place of [
      '/settings/profile',
      '/settings/appearance',
      '/settings/devices',
      '/settings/invites',
      '/settings/bots',
      '/people',
      '/saved',
      '/dms',
      '/threads',
    ]) {
      await sofia.page.goto(home + place);
      await expect(sofia.page.getByRole('main')).toBeVisible();
      await sofia.page.waitForLoadState('networkidle');
      await isAccessible(sofia.page, place);
    }
    const ade = await person('Ade', options);
    await ade.page.goto(invite);
    await expect(ade.page.getByRole('button', { name: 'Create account and join' })).toBeVisible();
    await isAccessible(ade.page, 'invite');
    await ade.page.goto('/signin');
    await expect(ade.page.getByRole('button', { name: 'Sign in' })).toBeVisible();
    await isAccessible(ade.page, 'sign-in');
  });
}
