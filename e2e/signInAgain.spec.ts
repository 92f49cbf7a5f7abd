import { password } from './beginnings.ts';
import { expect, test } from './world.ts';

test('whose session ends under their hands keeps what they write, signs in over it and hears what is said', async ({
  both: { sofia, ade },
}) => {
  await sofia.post('Before');
  await ade.sees('Before');
  await sofia.message('Before').hover();
  await sofia.page.getByRole('button', { name: 'Reply in thread' }).click();
  const pane = sofia.page.getByRole('complementary');
  await pane.getByRole('textbox', { name: 'Reply…' }).fill('Half a reply');
  await sofia.composer.fill('Half a message');

  const headers = { origin: sofia.wire.url };
  const entry = await sofia.page.request.post('/api/v1/login.refresh', { data: {}, headers });
  const { accessToken } = (await entry.json()) as { accessToken: string };
  const ended = await sofia.page.request.post('/api/v1/login.end', {
    data: {},
    headers: { ...headers, authorization: `Bearer ${accessToken}` },
  });
  expect(ended.status(), await ended.text()).toBe(200);
  const dialog = sofia.page.getByRole('dialog', { name: 'Sign in again' });
  await expect(dialog).toBeVisible();
  await ade.post('Said meanwhile');
  await dialog.getByLabel('Password', { exact: true }).fill(password);
  await dialog.getByRole('button', { name: 'Sign in' }).click();
  await expect(dialog).toBeHidden();

  await expect(sofia.composer).toHaveValue('Half a message');
  await expect(pane.getByRole('textbox', { name: 'Reply…' })).toHaveValue('Half a reply');
  await expect(pane.getByRole('article').filter({ hasText: 'Before' })).toBeVisible();
  await sofia.sees('Said meanwhile');
  // Typing is told every three seconds, and the message before was typed, too.
  await ade.composer.pressSequentially('Hello again', { delay: 400 });
  await expect(sofia.page.getByText('Ade is typing')).toBeVisible();
  await sofia.composer.press('Enter');
  await ade.sees('Half a message');
});
