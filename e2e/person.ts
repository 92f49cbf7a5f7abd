import {
  expect,
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  type Locator,
  type Page,
} from '@playwright/test';
import { emailOf, password } from './beginnings.ts';
import type { Server } from './server.ts';
import { Wire } from './wire.ts';

/**
 * Somebody in a browser of their own, with a cable of their own to the server. Stories are told in what people do: `setUp`, `join`,
 * `open`, `post`, `sees`.
 */
export class Person {
  readonly name: string;
  readonly page: Page;
  readonly context: BrowserContext;
  readonly wire: Wire;

  private constructor(name: string, page: Page, context: BrowserContext, wire: Wire) {
    this.name = name;
    this.page = page;
    this.context = context;
    this.wire = wire;
  }

  static async at(
    browser: Browser,
    server: Pick<Server, 'port'>,
    name: string,
    options: BrowserContextOptions = {},
  ): Promise<Person> {
    const wire = await Wire.to(server.port);
    const context = await browser.newContext({ baseURL: wire.url, ...options });
    const page = await context.newPage();
    return new Person(name, page, context, wire);
  }

  get email(): string {
    return emailOf(this.name);
  }

  get composer(): Locator {
    return this.page.getByRole('main').getByRole('textbox', { name: /^(Message|Write yourself)/ });
  }

  get messages(): Locator {
    return this.page.getByRole('main').getByRole('feed').getByRole('article');
  }

  /** The first person of an empty server. */
  async setUp(workspace: string): Promise<void> {
    await this.page.goto('/');
    await this.page.getByLabel('Workspace name').fill(workspace);
    await this.page.getByLabel('Your name').fill(this.name);
    await this.page.getByLabel('E-mail').fill(this.email);
    await this.page.getByLabel('Password', { exact: true }).fill(password);
    await this.page.getByRole('button', { name: 'Create workspace' }).click();
    await this.arrives();
  }

  /** Makes an invite through the API that the page itself uses, as a link. */
  async invite(): Promise<string> {
    const entry = await this.page.request.post('/api/v1/login.refresh', {
      data: {},
      headers: { origin: this.wire.url },
    });
    const { accessToken, workspace } = (await entry.json()) as { accessToken: string; workspace: { id: string } };
    const made = await this.page.request.post('/api/v1/invite.create', {
      data: { workspace: workspace.id },
      headers: { authorization: `Bearer ${accessToken}`, origin: this.wire.url },
    });
    expect(made.status(), await made.text()).toBe(200);
    return new URL(((await made.json()) as { url: string }).url).pathname;
  }

  /** Follows an invite and makes an account. */
  async join(invite: string): Promise<void> {
    await this.page.goto(invite);
    await this.page.getByLabel('Your name').fill(this.name);
    await this.page.getByLabel('E-mail').fill(this.email);
    await this.page.getByLabel('Password', { exact: true }).fill(password);
    await this.page.getByRole('button', { name: 'Create account and join' }).click();
    await this.arrives();
  }

  /** As `join`, by one request instead of a form. */
  async accepts(invite: string): Promise<void> {
    const entry = await this.page.request.post('/api/v1/invite.accept', {
      data: { code: invite.split('/').at(-1), name: this.name, email: this.email, password, client: 'browser' },
      headers: { origin: this.wire.url },
    });
    expect(entry.status(), await entry.text()).toBe(200);
    await this.page.goto('/');
    await this.arrives();
  }

  /** Comes back to where they are known, by the cookie of an earlier visit. */
  async returns(cookie: string): Promise<void> {
    const [name = '', value = ''] = cookie.split('=', 2);
    await this.context.addCookies([
      { name, value, url: `${this.wire.url}/api/v1/`, httpOnly: true, sameSite: 'Strict' },
    ]);
    await this.page.goto('/');
    await this.arrives();
  }

  /** Newcomers land in #general, whatever they hold in their hands. */
  private async arrives(): Promise<void> {
    await expect(this.composer).toBeVisible({ timeout: 30_000 });
    await this.isIn('general');
  }

  /** Waits until every part of the client is here, also those that are fetched when the page has nothing else to do. */
  async hasAllParts(): Promise<void> {
    await this.page.waitForFunction(() => performance.getEntriesByName('parts-fetched').length > 0);
  }

  async isIn(channel: string): Promise<void> {
    await expect(this.page.getByRole('heading', { level: 1, name: channel })).toBeVisible();
    await expect(this.composer).toBeVisible();
  }

  async open(channel: string): Promise<void> {
    await this.page
      .getByRole('link', { name: new RegExp(`^${channel}\\b`) })
      .first()
      .click();
    await this.isIn(channel);
  }

  /** The space ends a name, so that Enter sends instead of picking what is offered. */
  async post(text: string): Promise<void> {
    await this.composer.fill(`${text} `);
    await this.composer.press('Enter');
    await expect(this.composer).toHaveValue('');
  }

  /** The message stands in the timeline exactly once. */
  async sees(text: string): Promise<void> {
    await expect(this.messages.filter({ hasText: text })).toHaveCount(1);
  }

  message(text: string): Locator {
    return this.messages.filter({ hasText: text });
  }

  /** The texts of the timeline in their order, once nothing waits to be sent any more. */
  async texts(): Promise<string[]> {
    await expect(this.page.locator('[data-pending]')).toHaveCount(0);
    return this.page.getByRole('main').locator('[data-message] [data-message-text]').allInnerTexts();
  }

  async leave(): Promise<void> {
    await this.context.close();
    await this.wire.close();
  }
}
