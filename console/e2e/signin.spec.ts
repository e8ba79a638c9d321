import { expect, test } from '@playwright/test';
import { Desk, giveSignIn } from './stage/desk';
import { ada, lena, marcus } from './stage/people';
import { ownServer } from './stage/server';
import { Visitor } from './stage/visitor';

const server = ownServer();

test('a wrong password is said so, and a right one lets in; signing out closes the door', async ({ browser }) => {
  const page = await browser.newPage({ baseURL: server().url });
  await page.goto('/tickets');
  await giveSignIn(page, { email: lena.email, password: 'something else' });
  await expect(page.getByRole('alert')).toContainText('That did not match');
  await expect(page.getByLabel('Work email')).toHaveValue(lena.email);
  await giveSignIn(page);
  await expect(page.getByRole('region', { name: 'Tickets' })).toBeVisible();
  await page.getByRole('button', { name: 'Lena Fischer, your account' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await expect(page.getByRole('heading', { name: 'Sign in to your console' })).toBeVisible();
  await page.goto('/');
  await expect(page.getByRole('heading', { name: 'Sign in to your console' })).toBeVisible();
  await page.close();
});

test('a session that ends in mid-work is taken up again in place', async ({ browser }) => {
  const { url } = server();
  const agent = await Desk.signIn(browser, url, lena);
  await agent.goAvailable();
  const visitor = await Visitor.enter(browser, url);
  await visitor.start({ name: 'Ida Holm', topic: 'Broadband', text: 'The router blinks' });
  await expect(agent.offer).toBeVisible();
  await agent.page.keyboard.press('F2');
  const field = agent.page.getByRole('textbox', { name: 'Reply to Ida Holm' });
  await field.fill('Please hold the button');

  await agent.page.context().request.delete('/api/v1/session');
  await field.press('Enter'); // nothing may be typed here: the sheet comes by itself, too, and takes the keys
  const sheet = agent.page.getByRole('dialog', { name: /Sign in again; nothing is lost/ });
  await expect(sheet).toBeVisible();
  await visitor.say('Still there?');
  await giveSignIn(agent.page);
  await expect(sheet).toBeHidden();
  await expect(agent.thread).toContainText('Still there?');
  await agent.page.getByRole('button', { name: 'Send as written' }).click();
  await expect(visitor.thread.getByText('Please hold the button')).toHaveCount(1);
  await expect(agent.thread.getByText('Please hold the button')).toHaveCount(1);
  await Promise.all([agent, visitor].map((who) => who.leave()));
});

test('an agent sees no board and no admin, a supervisor no tokens', async ({ browser }) => {
  const { url } = server();
  const agent = await Desk.signIn(browser, url, lena);
  const main = agent.page.getByRole('navigation', { name: 'Main' });
  await expect(main.getByRole('link', { name: 'Tickets' })).toBeVisible();
  await expect(main.getByRole('link', { name: /Live board|Admin/ })).toHaveCount(0);
  expect((await agent.page.request.post('/api/v1/queues', { data: { name: 'Mine' } })).status()).toBe(403);
  const supervisor = await Desk.signIn(browser, url, marcus);
  await supervisor.page.getByRole('link', { name: 'Admin' }).click();
  const sections = supervisor.page.getByRole('navigation', { name: 'Admin' });
  await expect(sections.getByRole('link', { name: 'Queues' })).toBeVisible();
  await expect(sections.getByRole('link', { name: 'API tokens' })).toHaveCount(0);
  await Promise.all([agent, supervisor].map((who) => who.leave()));
});

test('a queue’s new name is in force at once, and a second editor is told', async ({ browser }) => {
  const { url } = server();
  const [first, second] = await Promise.all([Desk.signIn(browser, url, ada), Desk.signIn(browser, url, ada)]);
  for (const { page } of [first, second]) {
    await page.goto('/admin/queues');
    await page.getByRole('button', { name: /^Orders/ }).click();
    await expect(page.getByRole('textbox', { name: 'Name' })).toHaveValue('Orders');
  }
  await first.page.getByRole('textbox', { name: 'Name' }).fill('Orders and moves');
  await expect(first.page.getByText('Not saved')).toBeVisible();
  await first.page.getByRole('button', { name: 'Save' }).click();
  await expect(first.page.getByRole('button', { name: /^Orders and moves/ })).toBeVisible();

  await second.page.getByRole('textbox', { name: 'Name' }).fill('Sales');
  await second.page.getByRole('button', { name: 'Save' }).click();
  await expect(second.page.getByRole('alert')).toContainText('Changed meanwhile');
  await expect(second.page.getByRole('textbox', { name: 'Name' })).toHaveValue('Sales');

  const visitor = await Visitor.enter(browser, url);
  await visitor.page.getByRole('button', { name: /^Open chat/ }).click();
  await expect(visitor.chat.getByLabel('Topic').getByRole('option', { name: 'Orders and moves' })).toBeAttached();
});
