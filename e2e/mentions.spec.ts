import type { Page } from '@playwright/test';
import { password } from './beginnings.ts';
import type { Person } from './person.ts';
import { expect, test } from './world.ts';

const row = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Channels and direct messages' }).locator(`[data-row][data-name="${name}"]`);

async function create(person: Person, channel: string, isPrivate = false): Promise<void> {
  const { page } = person;
  await page.getByRole('button', { name: 'Add a channel' }).click();
  await page.getByRole('menuitem', { name: 'Create a channel' }).click();
  await page.getByLabel('Name', { exact: true }).fill(channel);
  if (isPrivate) await page.getByText('Private', { exact: true }).click();
  await page.getByRole('button', { name: 'Create channel' }).click();
  await person.isIn(channel);
}

/** So many more people join, without a browser. */
async function crowd(sofia: Person, size: number): Promise<void> {
  const code = (await sofia.invite()).split('/').at(-1);
  const join = (i: number) =>
    sofia.page.request.post('/api/v1/invite.accept', {
      data: { code, name: `Guest ${i}`, email: `guest${i}@harbor.example`, password, client: 'native' },
      headers: { origin: sofia.wire.url },
    });
  const answers = await Promise.all(Array.from({ length: size }, (_, i) => join(i)));
  for (const answer of answers) expect(answer.status(), await answer.text()).toBe(200);
}

test('@here reaches who is there, a mention of many is asked about, and who is elsewhere is added by one press', async ({
  both: { sofia, ade },
}) => {
  const { page } = sofia;
  await create(sofia, 'plans', true);

  // Ade is not in #plans: Sofia is told, and adds him.
  await sofia.composer.pressSequentially('What does @ad');
  await expect(page.getByRole('option', { name: /Ade.*not in this channel/ })).toBeVisible();
  await sofia.composer.press('Enter');
  await sofia.composer.pressSequentially('think?');
  await sofia.composer.press('Enter');
  const offer = page.getByRole('status').filter({ hasText: 'Ade is not in #plans' });
  await expect(offer).toContainText('everything that was ever written in this private channel');
  await offer.getByRole('button', { name: 'Add to the channel' }).click();
  await expect(offer).toHaveCount(0);
  await ade.open('plans');
  await ade.sees('What does @Ade think?');

  // He is active, so @here means him; he looks elsewhere and finds a badge.
  await ade.open('general');
  await sofia.post('Lunch, @here?');
  await expect(row(ade.page, 'plans')).toHaveText(/1 mention/);
  await ade.open('plans');
  await expect(ade.message('Lunch').locator('[data-mention]')).toBeVisible();
  await expect(row(ade.page, 'plans')).not.toHaveText(/mention/);

  // In a crowd @channel asks first. Esc goes back, and nothing is lost.
  await crowd(sofia, 21);
  await sofia.open('general');
  await sofia.composer.fill('Meeting at ten, @channel!');
  await sofia.composer.press('Enter');
  const question = page.getByRole('alertdialog', { name: 'Notify 22 people?' });
  await expect(question.getByRole('button', { name: 'Send' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(question).toHaveCount(0);
  await expect(sofia.composer).toBeFocused();
  await expect(sofia.composer).toHaveValue('Meeting at ten, @channel!');
  await page.keyboard.press('Enter');
  await expect(question.getByRole('button', { name: 'Send' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(sofia.composer).toHaveValue('');
  await expect(row(ade.page, 'general')).toHaveText(/1 mention/);

  // Of the crowd nobody is there: @here is sent without a question, and does not reach more than Ade.
  await sofia.composer.fill('Anybody @here?');
  await sofia.composer.press('Enter');
  await expect(sofia.composer).toHaveValue('');
  await expect(row(ade.page, 'general')).toHaveText(/2 mentions/);
});

test('a group is made, mentioned by its handle, and found by whoever hovers over it', async ({
  both: { sofia, ade },
}) => {
  const { page } = sofia;
  await create(sofia, 'studio');
  await page
    .getByRole('button', { name: /Harbor/ })
    .first()
    .click();
  await page.getByRole('menuitem', { name: 'User groups' }).click();
  await page.getByRole('button', { name: 'New group' }).click();
  const dialog = page.getByRole('dialog', { name: 'New group' });
  await dialog.getByLabel('Name').fill('Design team');
  await dialog.getByLabel('Handle').fill('ade');
  await dialog.getByRole('combobox', { name: 'People' }).fill('Ade');
  await page.keyboard.press('Enter');
  await dialog.getByText('#studio').click();
  await dialog.getByRole('button', { name: 'Create group' }).click();
  await expect(dialog.getByText('@ade means somebody or something else already.')).toBeVisible();
  await dialog.getByLabel('Handle').fill('Design');
  await dialog.getByRole('button', { name: 'Create group' }).click();
  await expect(page.getByText('@design can be mentioned now.')).toBeVisible();
  await page.keyboard.press('Escape');

  // Whoever comes into it joins its channels, and is mentioned by it.
  await expect(row(ade.page, 'studio')).toBeVisible();
  await sofia.composer.pressSequentially('Colours, @des');
  await expect(page.getByRole('option', { name: /Design team.*1 person/ })).toBeVisible();
  await sofia.composer.press('Enter');
  await sofia.composer.press('Enter');
  await expect(row(ade.page, 'studio')).toHaveText(/1 mention/);
  await ade.open('studio');
  await expect(ade.message('Colours').locator('[data-mention]')).toBeVisible();
  await ade.message('Colours').getByRole('button', { name: '@design' }).click();
  await expect(ade.page.getByRole('list', { name: 'People in Design team' })).toContainText('Ade');

  // Members look at groups; only admins change them.
  await ade.page.getByRole('button', { name: 'Show group' }).click();
  await expect(ade.page.getByRole('dialog', { name: 'Design team' })).toBeVisible();
  await expect(ade.page.getByRole('button', { name: 'Save' })).toHaveCount(0);
});

test('direct messages gather in a list, say why they count, and a group’s conversation becomes a channel with what was written', async ({
  both: { sofia, ade },
}) => {
  const { page } = sofia;
  await crowd(sofia, 1);
  await page.getByRole('button', { name: 'New message' }).click();
  const picker = page.getByRole('dialog').getByRole('combobox');
  for (const name of ['Ade', 'Guest']) {
    await picker.fill(name);
    await picker.press('Enter');
  }
  await page.getByRole('dialog').getByRole('button', { name: 'Open conversation' }).click();
  await expect(sofia.composer).toBeVisible();
  await sofia.post('Shall we make a plan?');

  // Ade sees a number on the rail, why it is there, and who wrote what.
  const rail = ade.page.getByRole('link', { name: /^DMs/ });
  await expect(rail).toHaveAccessibleName('DMs, 1 new message');
  await rail.focus();
  await ade.page.keyboard.press('Shift+F10');
  const why = ade.page.getByRole('dialog', { name: 'Why is there a number on DMs?' });
  await expect(why).toContainText('1 new message to you.');
  await why.getByRole('button', { name: 'Mute' }).click();
  await expect(rail).toHaveAccessibleName('DMs');
  await why.getByRole('button', { name: 'Unmute' }).click();
  await expect(rail).toHaveAccessibleName('DMs, 1 new message');
  await ade.page.keyboard.press('Escape');
  await rail.click();
  const list = ade.page.getByRole('list', { name: 'Direct messages' });
  const item = ade.page.getByRole('main').getByRole('link', { name: /Shall we make a plan/ });
  await expect(item).toContainText('Sofia: Shall we make a plan?');
  await item.click();
  await ade.sees('Shall we make a plan?');
  await ade.post('Yes, in a channel');
  await rail.click();
  await expect(list.last()).toContainText('You: Yes, in a channel');

  await page.getByRole('button', { name: 'Make it a private channel' }).click();
  const dialog = page.getByRole('dialog', { name: 'Make a private channel of this conversation' });
  await dialog.getByLabel('Name of the channel').fill('Plan B');
  await expect(dialog.getByRole('button', { name: 'Make channel' })).toBeDisabled();
  await dialog.getByText('Goes along').click();
  await dialog.getByRole('button', { name: 'Make channel' }).click();
  await sofia.isIn('plan-b');
  await ade.open('plan-b');
  await ade.sees('Shall we make a plan?');
  await expect(ade.page.getByText('Sofia made this conversation a private channel')).toBeVisible();
});

test('a mention that an edit adds tells whoever has read the message, once', async ({ both: { sofia, ade } }) => {
  await create(sofia, 'launch');
  await sofia.post('Who brings the cake?');
  await ade.page.goto(new URL(sofia.page.url()).pathname);
  await ade.page.getByRole('button', { name: 'Join channel' }).click();
  await ade.sees('Who brings the cake?');
  await ade.open('general');
  const edit = async (from: string, to: string) => {
    await sofia.message(from).hover();
    await sofia.page.getByRole('button', { name: 'More' }).first().click();
    await sofia.page.getByRole('menuitem', { name: 'Edit' }).click();
    const box = sofia.page.getByRole('textbox', { name: 'Edit message' });
    await box.fill(to);
    await box.press('Enter');
    await sofia.sees(to);
  };
  await edit('Who brings', 'Who brings the cake, @Ade?');
  await expect(row(ade.page, 'launch')).toHaveText(/1 mention/);
  await ade.page.reload();
  await expect(row(ade.page, 'launch')).toHaveText(/1 mention/);
  await ade.open('launch');
  await expect(row(ade.page, 'launch')).not.toHaveText(/mention/);
  await ade.open('general');

  // Taken back and brought again, it says nothing new; what follows shows that it has come.
  await edit('Who brings', 'Nobody brings the cake');
  await edit('Nobody brings', 'Who brings the cake, then, @Ade?');
  await sofia.post('Or a pie');
  await expect(row(ade.page, 'launch')).toHaveAccessibleName(/launch.*unread/);
  await expect(row(ade.page, 'launch')).not.toHaveText(/mention/);
});
