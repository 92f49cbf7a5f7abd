import type { Locator, Page } from '@playwright/test';
import { expect, testFromNothing as test } from './world.ts';

const phone = { viewport: { width: 360, height: 780 }, hasTouch: true, isMobile: true };

/** A finger that presses long, and lifts where it lay. */
async function longPress(page: Page, on: Locator): Promise<() => Promise<void>> {
  const box = (await on.boundingBox())!;
  const at = { x: box.x + 60, y: box.y + box.height / 2 };
  const session = await page.context().newCDPSession(page);
  await session.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] });
  return () => session.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] }).then(() => {});
}

test('a finger reacts and answers from a sheet that its own release does not press', async ({ person }) => {
  const sofia = await person('Sofia', phone);
  const { page } = sofia;
  await sofia.setUp('Harbor');
  await sofia.composer.fill('From the pier');
  await page.getByRole('button', { name: 'Send', exact: true }).tap();
  await sofia.sees('From the pier');
  await expect(page.locator('[data-pending]')).toHaveCount(0);
  const row = sofia.message('From the pier');

  await test.step('a tap leaves no tools behind', async () => {
    await row.tap();
    await expect(page.getByRole('toolbar', { name: 'Message tools' })).toHaveCount(0);
  });

  await test.step('the sheet opens under the finger, which does nothing when it lifts', async () => {
    // The message is the newest, so the sheet covers it.
    const lift = await longPress(page, row);
    const sheet = page.getByRole('menu', { name: 'Message' });
    await expect(sheet).toBeVisible();
    await lift();
    await expect(sheet).toBeVisible();
    await expect(page.getByRole('complementary')).toHaveCount(0);
    expect(await page.evaluate(() => getSelection()?.toString())).toBe('');
    await expect(sheet.getByRole('menuitemcheckbox')).toHaveCount(6);
    await sheet.getByRole('menuitemcheckbox', { name: 'React with 🎉' }).tap();
    await expect(sheet).toBeHidden();
    await expect(row.getByRole('button', { name: /reacted with 🎉/ })).toBeVisible();
  });

  await test.step('every other emoji is one step further', async () => {
    const lift = await longPress(page, row);
    const sheet = page.getByRole('menu', { name: 'Message' });
    await expect(sheet).toBeVisible();
    await lift();
    await sheet.getByRole('menuitem', { name: 'Add a reaction' }).tap();
    const picker = page.getByRole('dialog', { name: 'Add a reaction' });
    await expect(picker).toBeVisible();
    await picker.getByRole('searchbox').fill('croissant');
    await picker.getByRole('gridcell').first().tap();
    await expect(row.getByRole('button', { name: /reacted with 🥐/ })).toBeVisible();
    await expect(picker).toBeHidden();
  });

  await test.step('answering opens the thread over the channel', async () => {
    const lift = await longPress(page, row);
    await expect(page.getByRole('menu', { name: 'Message' })).toBeVisible();
    await lift();
    await page.getByRole('menuitem', { name: 'Reply in thread' }).tap();
    await expect(page.getByRole('textbox', { name: 'Reply…' })).toBeVisible();
  });
});
