import { type Browser, type BrowserContextOptions, expect, type Locator, type Page } from '@playwright/test';

export type Opening = { name: string; email?: string; topic?: string; text: string; showPage?: boolean };

/** A customer in the demo shop, in a browser of their own. */
export class Visitor {
  private constructor(readonly page: Page) {}

  static async enter(browser: Browser, url: string, with_: BrowserContextOptions = {}): Promise<Visitor> {
    const context = await browser.newContext({ baseURL: url, ...with_ });
    const page = await context.newPage();
    await page.goto('/demo/shop#plans');
    return new Visitor(page);
  }

  get chat(): Locator {
    return this.page.getByRole('dialog', { name: 'Northlight support' });
  }

  get thread(): Locator {
    return this.chat.getByRole('region', { name: 'Conversation' });
  }

  get composer(): Locator {
    return this.chat.getByRole('textbox', { name: 'Write a message' });
  }

  /** Opens the widget and writes the first message. */
  async start({ name, email = '', topic, text, showPage = true }: Opening): Promise<void> {
    await this.page.getByRole('button', { name: /^Open chat/ }).click();
    await this.chat.getByLabel('Your name').fill(name);
    await this.chat.getByLabel('E-mail').fill(email);
    if (topic) await this.chat.getByLabel('Topic').selectOption({ label: topic });
    await this.chat.getByLabel('Your message').fill(text);
    await this.chat.getByLabel('Show the agent which page I am on').setChecked(showPage);
    await this.chat.getByRole('button', { name: 'Start chat' }).click();
    await expect(this.thread).toContainText(text);
  }

  async say(text: string): Promise<void> {
    await this.composer.fill(text);
    await this.composer.press('Enter');
  }

  /** Ends the chat by the menu. */
  async end(): Promise<void> {
    await this.chat.getByRole('button', { name: 'More' }).click();
    await this.chat.getByRole('button', { name: 'End chat' }).click();
    await this.chat.getByRole('button', { name: 'End chat' }).click();
  }

  async leave(): Promise<void> {
    await this.page.context().close();
  }
}
