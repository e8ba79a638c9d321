import { expect, test } from '@playwright/test';
import type { Offer, Work } from '@/api/types';
import { Api } from './stage/api';
import { Desk } from './stage/desk';
import { lena, tom } from './stage/people';
import { ownServer } from './stage/server';
import { Visitor } from './stage/visitor';

const server = ownServer();

const opening = { topic: 'Broadband', showPage: false };

test('an offer leaves the focus where it is, and F2 answers mid-word', async ({ browser }) => {
  const { url } = server();
  const agent = await Desk.signIn(browser, url, lena);
  await agent.goAvailable();
  const first = await Visitor.enter(browser, url);
  await first.start({ ...opening, name: 'Ida Holm', text: 'The router blinks' });
  await expect(agent.offer).toBeVisible();
  await agent.page.keyboard.press('F2');
  const field = agent.page.getByRole('textbox', { name: 'Reply to Ida Holm' });
  await field.click();
  await field.pressSequentially('Which li');

  const second = await Visitor.enter(browser, url);
  await second.start({ ...opening, name: 'Per Dahl', text: 'I am moving house' });
  await expect(agent.offer).toContainText('Per Dahl');
  await expect(agent.page.getByRole('alert')).toContainText('Incoming chat, Per Dahl, Broadband');
  await expect(field).toBeFocused();
  await agent.page.keyboard.type('ght is red?');
  await expect(field).toHaveValue('Which light is red?');

  await agent.page.keyboard.press('F2');
  await expect(agent.page.getByRole('heading', { level: 1, name: 'Per Dahl' })).toBeVisible();
  await agent.work.getByRole('button', { name: /^Ida Holm/ }).click();
  await expect(field).toHaveValue('Which light is red?');

  await Promise.all([first, second].map((visitor) => visitor.end()));
  await expect(agent.status).toContainText('Wrap-up');
  for (let n = 0; n < 2; n += 1) {
    await agent.work
      .getByRole('button', { name: /^(Ida Holm|Per Dahl)/ })
      .first()
      .click();
    await agent.page.getByRole('button', { name: /^Save and finish/ }).click();
  }
  await expect(agent.status).toContainText('Available');
  await Promise.all([agent, first, second].map((who) => who.leave()));
});

test('declined with a reason it goes to somebody else, and keeps its place', async ({ browser }) => {
  const { url } = server();
  const agent = await Desk.signIn(browser, url, lena);
  await agent.goAvailable();
  const visitor = await Visitor.enter(browser, url);
  await visitor.start({ ...opening, name: 'Ola Berg', text: 'No signal upstairs' });
  await expect(agent.offer).toBeVisible();
  const colleague = await Desk.signIn(browser, url, tom);
  await colleague.goAvailable();
  await agent.page.keyboard.press('Shift+F2');
  await agent.page.getByRole('menuitem', { name: 'I cannot help with this' }).click();
  await expect(agent.offer).toBeHidden();
  await expect(colleague.offer).toContainText('Ola Berg');
  await colleague.page.keyboard.press('F2');
  await expect(colleague.thread).toContainText('No signal upstairs');
  await visitor.end();
  await colleague.page.getByRole('button', { name: /^Save and finish/ }).click();
  await expect(colleague.status).toContainText('Available');
  await Promise.all([agent, colleague, visitor].map((who) => who.leave()));
});

test('unanswered it comes back to the queue, and one press makes the agent available again', async ({ browser }) => {
  const { url } = server();
  const agent = await Desk.signIn(browser, url, lena);
  await agent.goAvailable();
  const visitor = await Visitor.enter(browser, url);
  await visitor.start({ ...opening, name: 'Eva Krog', text: 'Is anybody there?' });
  await expect(agent.offer).toBeVisible();
  await expect(agent.page.getByText('You missed an offer')).toBeVisible({ timeout: 40_000 });
  await expect(agent.offer).toBeHidden();
  await expect(agent.status).toContainText('Not responding');
  await expect(visitor.thread.getByText('You are next in line')).toBeVisible();
  await agent.page.getByRole('button', { name: 'I am back' }).click();
  await expect(agent.status).toContainText('Available');

  const next = await Visitor.enter(browser, url);
  await next.start({ ...opening, name: 'Liv Moe', text: 'No dial tone' });
  await expect(agent.offer).toContainText('Liv Moe');
  await test.step('the customer leaves while it rings', async () => {
    await next.end();
    await expect(agent.offer).toBeHidden();
    await expect(agent.status).toContainText('Available');
    await expect(agent.work.getByText('Liv Moe')).toHaveCount(0);
  });
  await visitor.end();
  await Promise.all([agent, visitor, next].map((who) => who.leave()));
});

test('only one of many answers wins, and the others are told who', async ({ browser }) => {
  const { url } = server();
  const agent = await Desk.signIn(browser, url, lena);
  await agent.goAvailable();
  const visitor = await Visitor.enter(browser, url);
  await visitor.start({ ...opening, name: 'Mia Sund', text: 'Twice on my bill' });
  await expect(agent.offer).toBeVisible();

  const [own, others] = await Promise.all([Api.signIn(url, lena), Api.signIn(url, tom)]);
  const [offer] = (await own.get<Work>('me/work')).offers as Offer[];
  const path = `offers/${offer?.id}/accept`;
  const answers = await Promise.all([own, others, own, others].map((api) => api.ask(path)));
  const [mine, theirs] = [answers.filter((_, i) => i % 2 === 0), answers.filter((_, i) => i % 2 === 1)];
  expect(mine.some((a) => a.ok())).toBe(true);
  for (const answer of theirs) expect([403, 404, 409]).toContain(answer.status());
  await expect(agent.work.getByRole('button', { name: /^Mia Sund/ })).toHaveCount(1);
  expect((await own.get<Work>('me/work')).items).toHaveLength(1);
  expect((await others.get<Work>('me/work')).items).toHaveLength(0);
});
