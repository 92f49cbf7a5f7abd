import { password } from './beginnings.ts';
import { expect, test } from './world.ts';

test('a channel is run: announcements, another admin, a new name that old links know, and its end', async ({
  both: { sofia, ade },
}) => {
  const { page } = sofia;
  await ade.page.getByRole('button', { name: 'Add a channel' }).click();
  await ade.page.getByRole('menuitem', { name: 'Create a channel' }).click();
  const create = ade.page.getByRole('dialog', { name: 'Create a channel' });
  await create.getByLabel('Name').fill('harbour news');
  await create.getByRole('button', { name: 'Create channel' }).click();
  await ade.isIn('harbour-news');
  const named = ade.page.url().replace(/C[0-9A-Z]{16}$/, 'harbour-news');

  // Sofia finds it, and writes there until Ade lets only admins of the channel write.
  await page.goto(new URL(named).pathname);
  await page.getByRole('button', { name: 'Join channel' }).click();
  await sofia.isIn('harbour-news');
  await ade.page.getByRole('button', { name: 'Channel settings' }).click();
  const settings = ade.page.getByRole('dialog', { name: 'Settings of #harbour-news' });
  await settings.getByLabel('Name').fill('news');
  await settings.getByLabel('Description').fill('What happens in the harbour.');
  await settings.getByRole('button', { name: 'Save' }).first().click();
  const renamed = ade.page.getByRole('dialog', { name: 'Settings of #news' });
  await renamed.getByText('Admins of the channel').first().click();
  await renamed.getByRole('button', { name: 'Save' }).last().click();
  await expect(ade.page.getByText('The channel was changed.').first()).toBeVisible();
  await ade.page.keyboard.press('Escape');
  await ade.post('The harbour opens on Monday');
  await sofia.sees('The harbour opens on Monday');
  await expect(ade.page.getByText('Ade let only admins of the channel write here')).toBeVisible();

  // The old name leads there.
  await page.goto(new URL(named).pathname);
  await sofia.isIn('news');

  // It becomes private: who is not in it would lose it.
  await ade.page.getByRole('button', { name: 'Channel settings' }).click();
  await renamed.getByRole('button', { name: 'Make private' }).click();
  const ask = ade.page.getByRole('alertdialog', { name: 'Make #news private?' });
  await expect(ask).toContainText('Its 2 members stay');
  await ask.getByRole('button', { name: 'Make private' }).click();
  await expect(page.getByRole('heading', { level: 1, name: 'news' }).getByRole('img')).toHaveAccessibleName(
    'private channel',
  );

  // Its end has to be meant.
  await ade.page.getByRole('button', { name: 'Channel settings' }).click();
  await renamed.getByRole('button', { name: 'Delete channel' }).click();
  const end = ade.page.getByRole('alertdialog', { name: 'Delete #news?' });
  await expect(end.getByRole('button', { name: 'Delete channel' })).toBeDisabled();
  await end.getByLabel('Type news to confirm').fill('news');
  await end.getByRole('button', { name: 'Delete channel' }).click();
  for (const who of [ade, sofia]) {
    await expect(who.page.getByText('You can’t see this channel')).toBeVisible();
    await expect(who.page.getByRole('link', { name: /^news/ })).toHaveCount(0);
  }
});

test('a guest is invited into one channel, and sees that and its people alone', async ({
  both: { sofia, ade },
  person,
}) => {
  const { page } = sofia;
  await ade.page.getByRole('button', { name: 'Add a channel' }).click();
  await ade.page.getByRole('menuitem', { name: 'Create a channel' }).click();
  await ade.page.getByRole('dialog').getByLabel('Name').fill('back office');
  await ade.page.getByRole('dialog').getByRole('button', { name: 'Create channel' }).click();
  await ade.isIn('back-office');

  await page.getByRole('button', { name: /^Harbor/ }).click();
  await page.getByRole('menuitem', { name: 'Invite people' }).click();
  const invite = page.getByRole('dialog', { name: /Invite/ });
  await expect(async () => {
    await invite.getByLabel('Joins as').click();
    await page.getByRole('option', { name: 'Guest' }).click({ timeout: 1_000 });
  }).toPass();
  await expect(invite.getByRole('button', { name: 'Create link' })).toBeDisabled();
  await invite.getByLabel('#random').check();
  await invite.getByRole('button', { name: 'Create link' }).click();
  const link = await invite.getByLabel('Invite link').inputValue();

  const gus = await person('Gus');
  await gus.page.goto(new URL(link).pathname);
  await gus.page.getByLabel('Your name').fill('Gus');
  await gus.page.getByLabel('E-mail').fill(gus.email);
  await gus.page.getByLabel('Password', { exact: true }).fill(password);
  await gus.page.getByRole('button', { name: 'Create account and join' }).click();
  await gus.isIn('random');
  await page.keyboard.press('Escape');
  await sofia.open('random');
  await gus.post('Hello from outside');
  await sofia.sees('Hello from outside');
  await expect(gus.page.getByRole('link', { name: /^general|^back-office/ })).toHaveCount(0);

  // Without a mail server the page says so, and gives the links to hand on.
  await page.goto(new URL(page.url()).pathname.replace(/\/c\/.*/, '/settings/invites'));
  await page.getByRole('radio', { name: 'By e-mail' }).click();
  await page.getByLabel('E-mail addresses').fill('Lou <lou@harbor.example>, ade@harbor.example');
  await page.getByRole('button', { name: 'Invite 2 people' }).click();
  await expect(page.getByText('This link was not sent by e-mail.')).toBeVisible();
  await expect(page.getByText('Here already: ade@harbor.example.')).toBeVisible();
  await expect(page.getByRole('textbox', { name: 'lou@harbor.example' })).toHaveValue(/\/invite\//);
  await expect(page.getByRole('listitem').filter({ hasText: 'lou@harbor.example' })).toContainText('not sent');

  // Neither by a link nor by looking does a guest find more.
  const other = new URL(ade.page.url()).pathname;
  await gus.page.goto(other);
  await expect(gus.page.getByText('You can’t see this channel')).toBeVisible();
  await gus.page.getByRole('button', { name: /^Harbor/ }).click();
  await expect(gus.page.getByRole('menuitem', { name: /channel/i })).toHaveCount(0);
  await gus.page.getByRole('menuitem', { name: 'People' }).click();
  await expect(gus.page.getByText('2 people')).toBeVisible();
  await expect(gus.page.getByRole('main').getByText('Ade')).toHaveCount(0);
});

test('an admin finds somebody among the members, shuts them out and takes it back', async ({
  both: { sofia, ade },
}) => {
  const { page } = sofia;
  await ade.page.goto(new URL(ade.page.url()).pathname.replace(/\/c\/.*/, '/settings/profile'));
  await ade.page.getByLabel('Pronouns').fill('they/them');
  await ade.page.getByLabel('Time zone').fill('Africa/Lagos');
  await ade.page.getByRole('button', { name: 'Save' }).click();
  await expect(ade.page.getByText('Your profile was saved.')).toBeVisible();

  await page.goto(new URL(page.url()).pathname.replace(/\/c\/.*/, '/admin/members?show=member'));
  const people = page.getByRole('table');
  await expect(people.getByRole('row')).toHaveCount(2);
  await page.getByLabel('Find by name').fill('ad');
  await expect(page).toHaveURL(/members\?q=ad&show=member$/);
  await page.getByRole('button', { name: 'Actions for Ade' }).click();
  await page.getByRole('menuitem', { name: 'Deactivate' }).click();
  await expect(page.getByText('Ade is deactivated')).toBeVisible();
  await expect(ade.page.getByRole('heading', { level: 1, name: 'general' })).toHaveCount(0);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(page.getByText('Ade is back.')).toBeVisible();
  await ade.page.goto('/');
  await ade.isIn('general');
  await sofia.page.goto('/');
  await sofia.post('Welcome back');
  await ade.sees('Welcome back');
  await page.getByRole('button', { name: /members/ }).click();
  await page.getByRole('complementary').getByRole('button', { name: /Ade/ }).first().click();
  await expect(page.getByRole('complementary')).toContainText('they/them');
  await expect(page.getByRole('complementary')).toContainText('Africa/Lagos');
});
