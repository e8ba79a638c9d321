import { createRequire } from 'node:module';
import { expect, type Page, test } from '@playwright/test';
import type { Result } from 'axe-core';
import type { Customer } from '@/api/types';
import { Api } from './stage/api';
import { Desk } from './stage/desk';
import { ada, lena } from './stage/people';
import { ownServer } from './stage/server';
import { Visitor } from './stage/visitor';

const server = ownServer();
const axe = createRequire(import.meta.url).resolve('axe-core');

for (const colorScheme of ['light', 'dark'] as const) {
  // The product's policy lets in no script but its own; axe is let in here.
  const eye = { colorScheme, bypassCSP: true };

  test(`the ${colorScheme} screens of the desk and the widget have no serious fault`, async ({ browser }) => {
    test.setTimeout(120_000);
    const { url } = server();
    const fresh = await browser.newPage({ baseURL: url, ...eye });
    await fresh.goto('/');
    await expect(fresh.getByRole('heading', { name: 'Sign in to your console' })).toBeVisible();
    await look(fresh, `sign-in-${colorScheme}`);

    const agent = await Desk.signIn(browser, url, lena, eye);
    await look(agent.page, `idle-${colorScheme}`);
    await agent.goAvailable();
    const visitor = await Visitor.enter(browser, url, eye);
    await visitor.page.getByRole('button', { name: /^Open chat/ }).click();
    await look(visitor.page, `widget-start-${colorScheme}`);
    await visitor.page
      .getByRole('button', { name: /^Minimise/ })
      .first()
      .click();
    await visitor.start({ name: 'Nora Lind', topic: 'Broadband', text: 'No light since noon' });
    await expect(agent.offer).toBeVisible();
    await look(agent.page, `offer-${colorScheme}`);
    await agent.page.keyboard.press('F2');
    await agent.say('Let me look.');
    await expect(visitor.thread).toContainText('Let me look.');
    await look(agent.page, `chat-${colorScheme}`);
    await look(visitor.page, `widget-chat-${colorScheme}`);
    await agent.customer.getByRole('button', { name: 'What they allow' }).click();
    await expect(agent.page.getByLabel('Call them')).toBeVisible();
    await look(agent.page, `consent-${colorScheme}`);
    await agent.page.keyboard.press('Escape');
    await agent.page.keyboard.press('Control+.');
    await expect(agent.page.getByRole('dialog', { name: 'The work in hand' })).toBeVisible();
    await look(agent.page, `work-in-hand-${colorScheme}`);
    await agent.page.keyboard.press('p');
    await expect(agent.page.getByRole('dialog', { name: 'Book a callback' })).toBeVisible();
    await look(agent.page, `callback-${colorScheme}`);
    await agent.page.keyboard.press('Escape');
    await visitor.end();
    await expect(agent.status).toContainText('Wrap-up');
    await look(agent.page, `wrap-up-${colorScheme}`);
    await look(visitor.page, `widget-rating-${colorScheme}`);
    await agent.page.getByRole('button', { name: /^Save and finish/ }).click();
    await Promise.all([agent, visitor].map((who) => who.leave()));
  });

  test(`the ${colorScheme} screens of the house have no serious fault`, async ({ browser }) => {
    test.setTimeout(180_000);
    const { page } = await Desk.signIn(browser, server().url, ada, eye);
    await page.goto('/board');
    await expect(page.getByRole('heading', { name: 'Live board' })).toBeVisible();
    await look(page, `board-${colorScheme}`);
    await page.goto('/tickets');
    await page.getByRole('combobox', { name: 'View' }).selectOption({ label: 'All open' });
    await page.getByRole('region', { name: 'Tickets' }).getByRole('button', { name: /#/ }).first().click();
    await expect(page.getByRole('region', { name: 'Comments' })).toBeVisible();
    await look(page, `ticket-${colorScheme}`);
    await page.keyboard.press('c');
    await expect(page.getByRole('dialog', { name: 'New ticket' })).toBeVisible();
    await look(page, `new-ticket-${colorScheme}`);
    const whose = page.getByRole('combobox', { name: 'Customer' });
    await whose.fill('Nobody Yet');
    await page.getByRole('option', { name: /^New customer/ }).click();
    await expect(page.getByRole('group', { name: 'New customer' })).toBeVisible();
    await look(page, `new-customer-${colorScheme}`);
    await page.keyboard.press('Escape');
    const house = await Api.signIn(server().url, ada);
    const { customers } = await house.get<{ customers: Customer[] }>('search?q=Ingrid Solheim');
    await page.goto(`/customers/${customers[0]?.id}`);
    await expect(page.getByRole('list', { name: 'History' }).getByRole('listitem').first()).toBeVisible();
    await look(page, `customer-${colorScheme}`);
    await page.keyboard.press('m');
    await expect(page.getByRole('dialog', { name: 'Make two records one' })).toBeVisible();
    await look(page, `merge-${colorScheme}`);
    const key = `contract_${colorScheme}`;
    await house.post('fields', { entity: 'customer', key, label: 'Contract', type: 'text' });
    for (const section of ['queues', 'skills', 'hours', 'people', 'teams', 'outcomes', 'fields', 'tokens']) {
      await page.goto(`/admin/${section}`);
      const entry = page
        .getByRole('region', { name: /^All: / })
        .getByRole('listitem')
        .first();
      if (section !== 'tokens') await entry.getByRole('button').click();
      if (section === 'queues') {
        for (const rules of ['Overflow', 'Field rules']) {
          await page.getByRole('region', { name: rules }).getByRole('button', { name: 'Add a rule' }).click();
        }
      }
      await expect(page.getByRole('heading').first()).toBeVisible();
      await look(page, `admin-${section}-${colorScheme}`);
    }
    await page.close();
  });
}

/** Takes a picture for the eye, and asks axe about the rest. */
async function look(page: Page, name: string): Promise<void> {
  await page.evaluate(() => Promise.all(document.getAnimations().map((a) => a.finished.catch(() => undefined))));
  await page.screenshot({ path: `test-results/screens/${name}.png` });
  await page.addScriptTag({ path: axe });
  const found = await page.evaluate(() => window.axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }));
  expect.soft(grave(found.violations), name).toEqual([]);
}

function grave(violations: Result[]): string[] {
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

declare global {
  interface Window {
    axe: typeof import('axe-core');
  }
}
