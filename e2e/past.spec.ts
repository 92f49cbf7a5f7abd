import type { Person } from './person.ts';
import { expect, test } from './world.ts';

/** Writes so many messages without a keyboard; answers with their ids. */
async function writeMany(person: Person, count: number): Promise<string[]> {
  const headers = { origin: person.wire.url };
  const entry = await person.page.request.post('/api/v1/login.refresh', { data: {}, headers });
  const { accessToken } = (await entry.json()) as { accessToken: string };
  const channel = /\/c\/(\w+)/.exec(person.page.url())![1]!;
  const ids: string[] = [];
  for (let number = 1; number <= count; number++) {
    const post = () =>
      person.page.request.post('/api/v1/message.post', {
        data: { channel, text: `Message number ${number}.`, clientId: `many-${number}` },
        headers: { ...headers, authorization: `Bearer ${accessToken}` },
      });
    let answer = await post();
    // So many at once are more than one may write; the server says when to go on.
    for (let tries = 0; answer.status() === 429 && tries < 20; tries++) {
      const { retryAfterMs } = (await answer.json()) as { retryAfterMs: number };
      await person.page.waitForTimeout(retryAfterMs);
      answer = await post();
    }
    ids.push(((await answer.json()) as { message: { id: string } }).message.id);
  }
  return ids;
}

test('from the past of a channel one comes back by a press, by sending and by the keyboard', async ({
  both: { sofia, ade },
}) => {
  const ids = await writeMany(ade, 90);
  await sofia.sees('Message number 90.');
  const { page } = sofia;
  const channel = new URL(page.url()).pathname.replace(/\/m\/.*/, '');
  const first = page.getByText('Message number 5.', { exact: true });
  const last = page.getByText('Message number 90.', { exact: true });

  await page.goto(`${channel}/m/${ids[4]}`);
  await expect(first).toBeInViewport();
  const jump = page.getByRole('button', { name: /^(Jump to present|[0-9]+ new messages?)$/ });
  await jump.click();
  await expect(last).toBeInViewport();
  await expect(jump).toBeHidden();

  await page.goto(`${channel}/m/${ids[4]}`);
  await expect(first).toBeInViewport();
  await sofia.post('Back to you');
  await expect(page.getByText('Back to you')).toBeInViewport();
  await expect(sofia.page.locator('[data-pending]')).toHaveCount(0);
  await expect(page.getByText('Back to you')).toBeInViewport();

  await sofia.message('Back to you').focus();
  for (const number of [83, 75, 67, 59, 51]) {
    await page.keyboard.press('PageUp');
    await expect(sofia.message(`Message number ${number}.`)).toBeFocused();
  }
  await page.keyboard.press('u');
  await page.keyboard.press('End');
  await expect(sofia.message('Back to you')).toBeFocused();

  // To a date: there and back by the keyboard's and the pointer's way, and by an address.
  await sofia.message('Back to you').hover();
  await page.mouse.wheel(0, -500);
  await page.getByRole('button', { name: 'Mark read' }).click();
  await page.mouse.wheel(0, -200);
  await page.getByText('Today', { exact: true }).click();
  await page.getByRole('button', { name: 'The very start' }).click();
  await expect(page).toHaveURL(/\/at\/1970-01-01T00:00Z$/);
  await expect(page.getByText('Message number 1.', { exact: true })).toBeInViewport();
  await jump.click();
  await expect(page.getByText('Back to you')).toBeInViewport();
  await expect(page).not.toHaveURL(/\/at\//);
  const moment = new Date(Date.now() - 3_600_000).toISOString().slice(0, 16);
  await page.goto(`${channel}/at/${moment}Z`);
  await expect(page.getByText('Message number 1.', { exact: true })).toBeInViewport();
  await page.goto(`${channel}/at/2999-01-01`);
  await expect(page.getByText('Nothing was written after that.')).toBeVisible();
  await expect(page.getByText('Back to you')).toBeInViewport();
});
