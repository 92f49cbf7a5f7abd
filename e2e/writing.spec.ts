import { password, type Person } from './person.ts';
import { expect, test } from './world.ts';

/** The same person on another device. */
async function signIn(person: Person, who: Person): Promise<void> {
  await person.page.goto('/signin');
  await person.page.getByLabel('E-mail').fill(who.email);
  await person.page.getByLabel('Password', { exact: true }).fill(password);
  await person.page.getByRole('button', { name: 'Sign in' }).click();
  await person.isIn('general');
}

test('what one has begun to write goes on on another device, and two that write at once lose nothing', async ({
  both: { sofia, ade },
  person,
}) => {
  const laptop = await person('SofiaLaptop');
  await signIn(laptop, sofia);
  await sofia.composer.fill('I think that we');
  await expect(laptop.composer).toHaveValue('I think that we');

  // Elsewhere in the workspace it is a pencil.
  await laptop.page.goto(laptop.page.url().replace(/\/c\/.*/, '/saved'));
  await expect(laptop.page.getByRole('link', { name: /^general, channel.*draft/ })).toBeVisible();
  await laptop.open('general');

  // Both write, one of them without a network.
  laptop.wire.cut();
  await laptop.composer.fill('I think that we should wait');
  await sofia.composer.fill('I think that we may begin');
  await expect(laptop.composer).toHaveValue('I think that we should wait');
  await sofia.page.reload();
  await expect(sofia.composer).toHaveValue('I think that we may begin');
  laptop.wire.mend();
  const offer = sofia.page.getByRole('group', { name: 'A draft from another device' });
  await expect(offer).toBeVisible({ timeout: 20_000 });
  await expect(sofia.composer).toHaveValue('I think that we should wait');
  await expect(offer).toContainText('I think that we may begin');
  await offer.getByRole('button', { name: 'Put in' }).click();
  await expect(offer).toBeHidden();
  await expect(sofia.composer).toBeFocused();
  await expect(sofia.composer).toHaveValue('I think that we may begin\nI think that we should wait');
  await sofia.composer.fill('I think that we may begin');
  await sofia.composer.press('Enter');
  await ade.sees('I think that we may begin');
  await expect(laptop.composer).toHaveValue('');
  await expect(laptop.page.getByRole('group', { name: 'A draft from another device' })).toHaveCount(0);
});
