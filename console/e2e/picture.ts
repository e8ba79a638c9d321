import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import { Desk } from './stage/desk';
import { lena } from './stage/people';
import { ownServer } from './stage/server';

const server = ownServer({ DEMO: '1' });

/** Takes the README's picture: the running product with its demo floor, an offer over a live chat. */
test('docs/console.png', async ({ browser }) => {
  test.setTimeout(240_000);
  const agent = await Desk.signIn(browser, server().url, lena);
  await agent.goAvailable();
  await expect(agent.offer).toBeVisible({ timeout: 90_000 });
  await agent.page.keyboard.press('F2');
  await expect(agent.thread).toBeVisible();
  await agent.say('Hello, this is Lena. Let me look at your line.');
  await agent.say('I see it here. One moment, please.');
  await expect(agent.thread).toContainText(/You.*, read/, { timeout: 60_000 });
  await expect(agent.offer).toBeVisible({ timeout: 120_000 });
  await agent.page.screenshot({ path: resolve(import.meta.dirname, '../../docs/console.png') });
});
