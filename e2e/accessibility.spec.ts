import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, testFromNothing as test } from './world.ts';

const CONTRAST = 'color-contrast';
/** Everything is looked at once; in the dark the colours, on a phone the rest, since that is what differs there. */
const looks = [
  { name: 'wide light', look: all, colorScheme: 'light', viewport: { width: 1440, height: 900 } },
  { name: 'narrow dark', look: colours, colorScheme: 'dark', viewport: { width: 820, height: 900 } },
  { name: 'phone light', look: allButColours, colorScheme: 'light', viewport: { width: 360, height: 740 } },
] as const;

/** Of what is in order axe need not tell how it knows. */
function axe(page: Page): AxeBuilder {
  return new AxeBuilder({ page }).options({ resultTypes: ['violations'] });
}

function all(page: Page): AxeBuilder {
  return axe(page).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']);
}

function colours(page: Page): AxeBuilder {
  return axe(page).withRules([CONTRAST]);
}

function allButColours(page: Page): AxeBuilder {
  return all(page).disableRules([CONTRAST]);
}

/** Nothing that the rules of WCAG 2.2 AA call serious. */
async function hasNone(look: (page: Page) => AxeBuilder, page: Page, what: string): Promise<void> {
  const { violations } = await look(page).analyze();
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  expect(
    serious.map(({ id, nodes }) => `${what}: ${id} at ${nodes.map((node) => node.target.join(' ')).join(', ')}`),
  ).toEqual([]);
}

for (const { name, look, ...options } of looks) {
  const isAccessible = (page: Page, what: string) => hasNone(look, page, what);
  test(`every screen is accessible, ${name}`, async ({ person }) => {
    test.slow();
    const sofia = await person('Sofia', options);
    await sofia.page.goto('/');
    await expect(sofia.page.getByLabel('Workspace name')).toBeVisible();
    await isAccessible(sofia.page, 'set-up');
    await sofia.setUp('Harbor');
    await sofia.post('Hello `code` **bold** <https://example.com>\n```ts\nconst one = 1;\n```');
    await sofia.post('> a quote\n- and a list');
    // Its tools are at hand, and do not lie on the day above it.
    await sofia.message('Hello').hover();
    await expect(sofia.page.getByRole('toolbar', { name: 'Message tools' })).toBeVisible();
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
      '/activity',
      '/drafts',
      '/unreads',
      '/settings/notifications',
      '/admin/members',
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
