import { expect, test } from './world.ts';

test('what one says of oneself is seen by others, and can be taken back', async ({ both: { sofia, ade } }) => {
  const { page } = sofia;
  await sofia.post('Good morning');
  await page.getByRole('button', { name: 'Sofia, Online' }).click();
  await page.getByRole('menuitem', { name: 'Set a status' }).click();
  const dialog = page.getByRole('dialog', { name: 'Set a status' });
  await expect(dialog.getByRole('textbox', { name: 'What’s your status?' })).toBeFocused();
  await expect(dialog.getByRole('button', { name: 'Save' })).toBeDisabled();
  await dialog.getByRole('button', { name: /On vacation/ }).click();
  await dialog.getByRole('textbox').fill('On vacation, back on Monday');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Your status was set.')).toBeVisible();

  const message = ade.messages.filter({ hasText: 'Good morning' });
  await expect(message.getByTitle('On vacation, back on Monday')).toHaveText(/🌴/);
  await message.getByRole('button', { name: 'Sofia' }).click();
  await expect(ade.page.getByText('🌴 On vacation, back on Monday')).toBeVisible();
  await expect(ade.page.getByText(/^until /)).toBeVisible();
  await ade.page.keyboard.press('Escape');

  // By keyboard alone, from anywhere.
  await page.keyboard.press('Control+k');
  await page.keyboard.type('>status');
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Clear status' }).press('Enter');
  await expect(dialog).toBeHidden();
  await expect(message.getByTitle('On vacation, back on Monday')).toBeHidden();
});

test('somebody who says so is away on all devices', async ({ both: { sofia, ade } }) => {
  await sofia.page.getByRole('button', { name: 'Sofia, Online' }).click();
  await sofia.page.getByRole('menuitem', { name: 'Set yourself as away' }).click();
  await expect(sofia.page.getByRole('button', { name: 'Sofia, Away' })).toBeVisible();
  await sofia.page.reload();
  await expect(sofia.page.getByRole('button', { name: 'Sofia, Away' })).toBeVisible();
  await ade.page.getByRole('button', { name: /members/ }).click();
  const people = ade.page.getByRole('complementary');
  await expect(people.getByRole('button', { name: /^Away Sofia/ })).toBeVisible();
  await sofia.page.getByRole('button', { name: 'Sofia, Away' }).click();
  await sofia.page.getByRole('menuitem', { name: 'Set yourself as active' }).click();
  await expect(people.getByRole('button', { name: /^Online Sofia/ })).toBeVisible();
});
