import { type Browser, type BrowserContextOptions, expect, type Locator, type Page } from '@playwright/test';
import { type Person, password } from './people';

/** Fills in the sign-in form that is on the screen. */
export async function giveSignIn(page: Page, given: { email?: string; password?: string } = {}): Promise<void> {
  if (given.email) await page.getByLabel('Work email').fill(given.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(given.password ?? password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Somebody of the house at the console, in a browser of their own. */
export class Desk {
  private constructor(readonly page: Page) {}

  static async signIn(
    browser: Browser,
    url: string,
    { email }: Person,
    with_: BrowserContextOptions = {},
  ): Promise<Desk> {
    const context = await browser.newContext({ baseURL: url, ...with_ });
    const page = await context.newPage();
    await page.goto('/');
    await giveSignIn(page, { email });
    await expect(page.getByRole('navigation', { name: 'Main' })).toBeVisible();
    return new Desk(page);
  }

  get work(): Locator {
    return this.page.getByRole('region', { name: 'Your work' });
  }

  get contact(): Locator {
    return this.page.getByRole('region', { name: 'Contact', exact: true });
  }

  get customer(): Locator {
    return this.page.getByRole('complementary', { name: 'Customer' });
  }

  get offer(): Locator {
    return this.page.getByRole('region', { name: /^Incoming: / });
  }

  get thread(): Locator {
    return this.page.getByRole('log');
  }

  get status(): Locator {
    return this.page.getByRole('button', { name: /^Your status:/ });
  }

  get board(): Locator {
    return this.page.getByRole('region', { name: 'Live board' });
  }

  /** One of the six figures of the board, with its note. */
  figure(label: string): Locator {
    return this.board.getByRole('figure', { name: label });
  }

  async goAvailable(): Promise<void> {
    await this.status.click();
    await this.page.getByRole('menuitem', { name: /^Available/ }).click();
    await expect(this.status).toContainText('Available');
  }

  async say(text: string): Promise<void> {
    const field = this.page.getByRole('textbox', { name: /^Reply to / });
    await field.fill(text);
    await field.press('Enter');
  }

  async leave(): Promise<void> {
    await this.page.context().close();
  }
}
