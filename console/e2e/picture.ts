import { resolve } from 'node:path';
import { expect, test } from '@playwright/test';
import type { Customer, Queue, Work } from '@/api/types';
import { Api } from './stage/api';
import { Desk } from './stage/desk';
import { ada, lena } from './stage/people';
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
  await agent.say('Hello, this is Lena. Let me look at that for you.');
  await expect(agent.work.getByRole('img', { name: '1 unread' })).toBeHidden();
  await agent.page.getByText('Internal note', { exact: true }).click();
  await agent.page
    .getByRole('textbox', { name: 'Internal note' })
    .fill('Account checked, no open fault in the street.');
  await agent.page.getByRole('button', { name: /^Add note/ }).click();
  await agent.say('I have your account here now.');
  await expect(agent.thread).toContainText(/You.*, read/, { timeout: 60_000 });
  await bringWorkFor(server().url);
  await expect(agent.offer).toContainText('Ingrid Solheim', { timeout: 30_000 });
  await agent.page.mouse.move(720, 450);
  await agent.page.screenshot({ path: resolve(import.meta.dirname, '../../docs/console.png') });
});

/** A ticket of a customer with a history, for a queue that only Lena serves. */
async function bringWorkFor(url: string): Promise<void> {
  const [house, own] = await Promise.all([Api.signIn(url, ada), Api.signIn(url, lena)]);
  const { person_state } = await own.get<Work>('me/work');
  const { items: queues } = await house.get<{ items: Queue[] }>('queues');
  const queue = await house.post<Queue>('queues', {
    name: 'Business',
    site_id: queues[0]?.site_id,
    members: [person_state.agent_id],
  });
  const { customers } = await house.get<{ customers: Customer[] }>('search?q=Ingrid Solheim');
  await house.post('tickets', {
    subject: 'The card terminal has lost its address',
    text: 'Since this morning we cannot take cards at Harbour Street.',
    from: 'customer',
    queue_id: queue.id,
    customer_id: customers[0]?.id,
  });
}
