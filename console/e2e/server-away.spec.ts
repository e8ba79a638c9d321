import { expect, test } from '@playwright/test';
import { Api } from './stage/api';
import { Desk } from './stage/desk';
import { lena } from './stage/people';
import { expectEachOnce, stored } from './stage/said';
import { ownServer } from './stage/server';
import { Visitor } from './stage/visitor';

const server = ownServer();

test('the server dies in mid-chat and comes back: both sides are told, and nothing is lost', async ({ browser }) => {
  test.setTimeout(120_000);
  const { url } = server();
  const agent = await Desk.signIn(browser, url, lena);
  await agent.goAvailable();
  const visitor = await Visitor.enter(browser, url);
  await visitor.start({ name: 'Nora Lind', topic: 'Broadband', text: 'No light since noon' });
  await expect(agent.offer).toBeVisible();
  await agent.page.keyboard.press('F2');
  await agent.say('Let me look.');
  await expect(visitor.thread).toContainText('Let me look.');

  await server().kill();
  const agentBanner = agent.page.getByText(/^Connection lost for .* What you write is kept here/);
  const visitorBanner = visitor.chat.getByText(/^Connection lost\. We keep what you write/);
  await expect(agentBanner).toBeVisible();
  await expect(visitorBanner).toBeVisible();
  await agent.say('Please restart the router.');
  await expect(agent.thread).toContainText('Waiting for the connection');
  await visitor.say('Are you there?');
  await expect(visitor.thread).toContainText('Waiting to be sent');

  await server().run();
  await expect(agentBanner).toBeHidden({ timeout: 30_000 });
  await expect(visitorBanner).toBeHidden({ timeout: 30_000 });
  await expect(agent.thread).toContainText('Are you there?');
  const again = agent.page.getByRole('button', { name: 'Send as written' });
  const restart = visitor.thread.getByText('Please restart the router.');
  await expect(again.or(agent.thread.getByText('Please restart the router.')).first()).toBeVisible();
  await expect(async () => {
    if (await again.isVisible()) await again.click();
    await expect(restart).toBeVisible({ timeout: 1_000 });
  }).toPass();

  const said = ['No light since noon', 'Let me look.', 'Please restart the router.', 'Are you there?'];
  await visitor.say('It is green again.');
  said.push('It is green again.');
  await expectEachOnce(agent.thread, said);
  await expectEachOnce(visitor.thread, said);
  expect((await stored(await Api.signIn(url, lena))).sort()).toEqual([...said].sort());
  await expect(agent.status).toContainText('On contact');
});
