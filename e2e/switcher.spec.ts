import { expect, test } from './world.ts';

test('from anywhere one jumps to a channel or a person by some letters', async ({ both: { sofia, ade } }) => {
  const { page } = sofia;
  const { keyboard } = page;
  const switcher = page.getByRole('combobox', { name: 'Jump to a channel or person' });
  await sofia.composer.fill('half a thought');
  await keyboard.press('Control+k');
  await expect(switcher).toBeFocused();
  await keyboard.type('rand');
  await expect(page.getByRole('option', { selected: true })).toHaveText(/^random/);
  await keyboard.press('Enter');
  await sofia.isIn('random');
  await expect(sofia.composer).toBeFocused();

  await keyboard.press('Control+k');
  await keyboard.type('@ade');
  await keyboard.press('Enter');
  await expect(page).toHaveURL(/\/dm\//);
  await sofia.post('Just you');
  await page.goBack();

  // What is unread stands first; Escape leaves everything as it was.
  await ade.post('Somebody there?');
  await expect(page.getByRole('link', { name: /^general, channel, unread/ })).toBeVisible();
  await page.getByRole('button', { name: 'Jump to a channel or person' }).click();
  await expect(page.getByRole('option').first()).toHaveText(/general.*unread/);
  await keyboard.press('Escape');
  await sofia.isIn('random');

  await keyboard.press('Control+k');
  await keyboard.type('>short');
  await keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible();
  await keyboard.press('Escape');

  await keyboard.press('Control+k');
  await keyboard.type('zzz');
  await expect(page.getByText('Nothing is called “zzz”.')).toBeVisible();
  await keyboard.press('Escape');
  await sofia.open('general');
  await expect(sofia.composer).toHaveValue('half a thought');
});
