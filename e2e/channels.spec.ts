import { expect, test } from './world.ts';

test('links stand as tabs under a channel’s name, for everybody there and in the order that one gives them', async ({
  both: { sofia, ade },
}) => {
  const { page } = sofia;
  await ade.post('The plan for the week');
  await sofia.sees('The plan for the week');
  const tabs = page.getByRole('navigation', { name: 'Bookmarks' });
  const link = (name: string) => tabs.getByRole('link', { name });
  await expect(tabs).toHaveCount(0);

  // The first one comes by the menu of the channel; a bare host is enough.
  await page.getByRole('link', { name: /^general/ }).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Add a bookmark' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a bookmark' });
  await dialog.getByLabel('Address').fill('javascript:alert(1)');
  await dialog.getByRole('button', { name: 'Add a bookmark' }).click();
  await expect(dialog.getByText('This is no address')).toBeVisible();
  await dialog.getByLabel('Address').fill('wiki.harbor.example/runbook');
  await dialog.getByLabel('Title').fill('Runbook');
  await dialog.getByRole('button', { name: 'Add a bookmark' }).click();
  await expect(link('Runbook')).toHaveAttribute('rel', /noopener/);
  await expect(link('Runbook')).toHaveAttribute('target', '_blank');

  // Ade sees it, and adds one that leads to a message: it opens in place.
  const theirs = ade.page.getByRole('navigation', { name: 'Bookmarks' });
  await expect(theirs.getByRole('link')).toHaveText(['Runbook']);
  const message = await ade.message('The plan for the week').getByRole('link').first().getAttribute('href');
  await theirs.getByRole('button', { name: 'Add a bookmark' }).click();
  await ade.page
    .getByLabel('Address')
    .fill(new URL(message!, ade.page.url()).href.replace(ade.wire.url, sofia.wire.url));
  await ade.page.getByLabel('Title').fill('The plan');
  await ade.page.keyboard.press('Enter');
  await expect(tabs.getByRole('link')).toHaveText(['Runbook', 'The plan']);
  await link('The plan').click();
  await expect(page).toHaveURL(new RegExp(`${message}$`));
  expect(page.context().pages()).toHaveLength(1);

  // Sofia puts it first by the keyboard; offline it shows at once, and Ade sees it when she is back.
  sofia.wire.cut();
  await link('The plan').focus();
  await page.keyboard.press('Control+Shift+ArrowLeft');
  await expect(tabs.getByRole('link')).toHaveText(['The plan', 'Runbook']);
  await expect(theirs.getByRole('link')).toHaveText(['Runbook', 'The plan']);
  sofia.wire.mend();
  await expect(theirs.getByRole('link')).toHaveText(['The plan', 'Runbook']);

  // Switching there and back moves nothing; what is taken away can be had back.
  await sofia.open('random');
  await expect(tabs).toHaveCount(0);
  await sofia.open('general');
  await expect(tabs.getByRole('link')).toHaveText(['The plan', 'Runbook']);
  await theirs.getByRole('link', { name: 'Runbook' }).focus();
  await ade.page.keyboard.press('Delete');
  await expect(tabs.getByRole('link')).toHaveText(['The plan']);
  await ade.page.getByRole('button', { name: 'Undo' }).click();
  await expect(tabs.getByRole('link')).toHaveText(['The plan', 'Runbook']);
  await page.reload();
  await expect(tabs.getByRole('link')).toHaveText(['The plan', 'Runbook']);
});

test('a channel of announcements is made as one, and people come and go there in numbers', async ({
  both: { sofia, ade },
}) => {
  const { page } = sofia;
  await page.getByRole('button', { name: 'Add a channel' }).click();
  await page.getByRole('menuitem', { name: 'Create a channel' }).click();
  const create = page.getByRole('dialog', { name: 'Create a channel' });
  await create.getByLabel('Name').fill('Harbour news');
  await create.getByText('Announcements', { exact: true }).click();
  await create.getByText('Chosen people', { exact: true }).click();
  await expect(create.getByRole('button', { name: 'Create channel' })).toBeDisabled();
  await create.getByRole('combobox', { name: 'People who write here' }).fill('ad');
  await page.keyboard.press('Enter');
  await create.getByRole('button', { name: 'Create channel' }).click();
  await sofia.isIn('harbour-news');
  await expect(page.getByRole('heading', { level: 1 }).getByRole('img')).toHaveAccessibleName('announcements');

  // A list is pasted; whom it means is said before anybody is added.
  await page.getByRole('button', { name: '1 member' }).click();
  await page.getByRole('button', { name: 'Add people' }).click();
  const add = page.getByRole('dialog', { name: 'Add people to #harbour-news' });
  await add.getByRole('tab', { name: 'Many at once' }).click();
  await add.getByRole('textbox', { name: 'People' }).fill('Ade <ade@harbor.example>, Sofia\nNobody Atall');
  await add.getByRole('button', { name: 'Check the list' }).click();
  await expect(add.getByRole('status')).toContainText('1 person will be added: Ade.');
  await expect(add.getByRole('status')).toContainText('Nobody Atall – nobody is called so');
  await add.getByRole('button', { name: 'Add 1 person' }).click();
  await ade.open('harbour-news');
  await ade.post('I was chosen');
  await sofia.sees('I was chosen');

  // Why Ade is here and writes is told, by the server.
  await page.getByRole('button', { name: 'Actions for Ade' }).click();
  await page.getByRole('menuitem', { name: 'Why Ade sees this channel' }).click();
  const why = page.getByRole('dialog', { name: 'Who sees #harbour-news, and why' });
  await expect(why).toContainText('Ade was added by Sofia on');
  await expect(why).toContainText('Ade may write, because they were chosen to.');
  await expect(why).toContainText('Everybody in the workspace except guests can find, read and join it: 2 people.');

  // The dialog has an address: it is there after a reload and for whoever gets the link, and Back closes it.
  const shared = new URL(page.url());
  await page.reload();
  await expect(why).toContainText('Ade was added by Sofia on');
  await ade.page.goto(shared.pathname + shared.search);
  await expect(ade.page.getByRole('dialog')).toContainText('Ade was added by Sofia on');
  await page.goBack();
  await expect(why).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Actions for Ade' })).toBeVisible();

  // Several are taken out in one step, which can be taken back.
  await page.getByRole('button', { name: 'Select several' }).click();
  await page.getByRole('checkbox', { name: 'Select Ade' }).check();
  await page.getByRole('button', { name: 'Remove 1 person' }).click();
  await expect(ade.page.getByRole('button', { name: 'Join channel' })).toBeVisible();
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(ade.composer).toBeVisible();
});
