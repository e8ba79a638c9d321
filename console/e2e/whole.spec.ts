import { expect, test } from '@playwright/test';
import type { Callback, Ticket } from '@/api/types';
import { Api } from './stage/api';
import { Desk } from './stage/desk';
import { ada, lena, marcus } from './stage/people';
import { ownServer } from './stage/server';
import { Visitor } from './stage/visitor';
import { morningAhead, nearestMinute, whereItIsDay } from './stage/zones';

const server = ownServer();

/** What a supervisor must see within a second of its happening, counted from the moment a screen showed it happen. */
const atOnce = { timeout: 1_000, intervals: [50] };

test('a chat becomes a ticket with a callback that comes due', async ({ browser }) => {
  test.setTimeout(170_000);
  const { url } = server();
  const place = whereItIsDay();
  const api = await Api.signIn(url, ada);
  const supervisor = await Desk.signIn(browser, url, marcus);
  await supervisor.page.getByRole('link', { name: 'Live board' }).click();
  const agent = await Desk.signIn(browser, url, lena);
  const visitor = await Visitor.enter(browser, url);
  const waiting = supervisor.figure('Waiting');
  const available = supervisor.figure('Available');
  const kept = supervisor.figure('Promises kept');
  await expect(waiting).toContainText('nobody');

  await test.step('a customer waits, and the supervisor sees it', async () => {
    await visitor.start({
      name: 'Nora Lind',
      email: 'nora@example.com',
      topic: 'Broadband',
      text: 'No light since noon',
    });
    await expect(visitor.thread.getByText('You are next in line')).toBeVisible();
    await expect(waiting).toContainText('1 in Broadband', atOnce);
    await expect(
      supervisor.page.getByRole('table', { name: 'Queues' }).getByRole('row', { name: /^Broadband/ }),
    ).toContainText(/Broadband\s*1/);
  });

  await test.step('the agent goes available and is offered it, with the whole context', async () => {
    await agent.status.click();
    await agent.page.getByRole('menuitem', { name: /^Available/ }).click();
    await expect(agent.offer).toBeVisible();
    await expect(agent.offer).toContainText('Incoming chat · Broadband');
    await expect(agent.offer).toContainText('Nora Lind');
    await expect(agent.offer.getByRole('img', { name: 'Tier C' })).toBeVisible();
    await expect(agent.offer).toContainText('nora@example.com');
    await expect(agent.offer).toContainText('No light since noon');
    await expect(agent.offer).toContainText('On Plans – Northlight Broadband & Home');
    await expect(agent.offer).toContainText('You are the only one free for this');
    await agent.page.keyboard.press('F2');
    await expect(agent.thread).toContainText('No light since noon');
    await expect(available).toContainText('1 on contact', atOnce);
    await expect(waiting).toContainText('nobody', atOnce);
  });

  await test.step('both talk', async () => {
    await expect(visitor.chat.getByText('Connected with Lena Fischer')).toBeVisible();
    await visitor.composer.pressSequentially('Is it');
    await expect(agent.thread).toContainText('Nora Lind is typing');
    await visitor.say('Is it only me?');
    await expect(agent.thread).toContainText('Is it only me?');
    await agent.page.getByRole('textbox', { name: 'Reply to Nora Lind' }).pressSequentially('Let me');
    await expect(visitor.chat.getByText('Lena Fischer is typing')).toBeVisible();
    await agent.say('Let me look at your line.');
    await expect(visitor.thread).toContainText('Let me look at your line.');
    await expect(agent.thread).toContainText(/You.*, read/);
    await expect(visitor.thread).toContainText('Read');
  });

  await test.step('a file goes each way', async () => {
    const picture = { name: 'router.txt', mimeType: 'text/plain', buffer: Buffer.from('PON light off, LOS red') };
    const [fromVisitor] = await Promise.all([
      visitor.page.waitForEvent('filechooser'),
      visitor.chat.getByRole('button', { name: 'Attach files' }).click(),
    ]);
    await fromVisitor.setFiles(picture);
    await expect(visitor.chat.getByRole('button', { name: 'Send' })).toBeEnabled();
    await visitor.chat.getByRole('button', { name: 'Send' }).click();
    const link = agent.thread.getByRole('link', { name: 'router.txt' });
    await expect(link).toBeVisible();
    const [download] = await Promise.all([agent.page.waitForEvent('download'), link.click()]);
    expect(download.suggestedFilename()).toBe('router.txt');

    const [fromAgent] = await Promise.all([
      agent.page.waitForEvent('filechooser'),
      agent.page.getByRole('button', { name: 'Attach a file' }).click(),
    ]);
    await fromAgent.setFiles({ ...picture, name: 'steps.txt' });
    await expect(agent.contact.getByRole('link', { name: 'steps.txt' })).toBeVisible();
    await agent.page.getByRole('button', { name: /^Send/ }).click();
    await expect(visitor.thread.getByRole('link', { name: 'Download steps.txt' })).toBeVisible();
  });

  await test.step('a note stays inside', async () => {
    await agent.page.getByText('Internal note', { exact: true }).click();
    const note = agent.page.getByRole('textbox', { name: 'Internal note' });
    await note.fill('Cabinet 14 again, third this week');
    await note.press('Enter');
    await expect(agent.thread).toContainText('Cabinet 14 again');
    await agent.say('It is the cabinet in your street.');
    await expect(visitor.thread).toContainText('It is the cabinet in your street.');
    await expect(visitor.page.getByText('Cabinet 14')).toHaveCount(0);
  });

  await test.step('two callbacks are promised, on the customer’s own clock', async () => {
    await agent.customer.getByRole('button', { name: "Open the customer's page" }).click();
    await agent.page.getByLabel('Time zone').fill(place.zone);
    await agent.page.getByRole('button', { name: 'Save' }).click();
    await agent.page.goBack();
    await expect(agent.customer).toContainText(cityOf(place.zone));
    await promise(agent, place.phone, morningAhead(place.zone), 'Ask whether it holds');
    await promise(agent, place.phone, nearestMinute(place.zone), 'Say what the engineer found');
    await expect(agent.customer.getByRole('list', { name: 'Promises' }).getByRole('listitem')).toHaveCount(2);
  });

  await test.step('the contact ends and becomes a ticket', async () => {
    await agent.page.getByRole('button', { name: 'End chat' }).click();
    await expect(agent.status).toContainText('Wrap-up');
    await expect(supervisor.figure('Wrap-up')).toContainText(/Wrap-up\s*1/, atOnce);
    await agent.page.getByRole('combobox', { name: 'Outcome' }).click();
    await agent.page.getByRole('option', { name: 'Engineer visit booked' }).click();
    await agent.page.getByLabel('Make a ticket of it').check();
    await agent.page.getByRole('textbox', { name: 'Ticket subject' }).fill('Cabinet 14 has no power');
    await agent.page.getByRole('textbox', { name: 'Note', exact: true }).fill('Engineer on Tuesday');
    await agent.page.getByRole('button', { name: /^Save and finish/ }).click();
    await expect(supervisor.figure('Wrap-up')).toContainText(/Wrap-up\s*0/, atOnce);
  });

  await test.step('the customer says how it was', async () => {
    await expect(visitor.chat.getByRole('heading', { name: 'This chat has ended' })).toBeVisible();
    await visitor.chat.getByRole('radio', { name: 'Very good' }).check({ force: true });
    await visitor.chat.getByRole('button', { name: 'Send rating' }).click();
    await expect(visitor.chat.getByText('Thank you. That helps us get better.')).toBeVisible();
  });

  await test.step('ticket and callback are offered, whichever comes first', async () => {
    for (let n = 0; n < 2; n += 1) {
      await expect(agent.offer).toBeVisible({ timeout: 90_000 });
      const ticket = await agent.offer.getByText('Incoming ticket ·').isVisible();
      await agent.page.keyboard.press('F2');
      await (ticket ? solve(agent) : call(agent, place.phone));
      await expect(agent.offer).toBeHidden();
    }
  });

  await test.step('the supervisor sees the promise kept, and the house agrees', async () => {
    await expect(kept).toContainText(/Promises kept\s*1/, atOnce);
    const callbacks = (await api.get<{ items: Callback[] }>('callbacks')).items.filter(
      (c) => c.customer.name === 'Nora Lind',
    );
    expect(callbacks.map((c) => [c.topic, c.state]).sort()).toEqual([
      ['Ask whether it holds', 'scheduled'],
      ['Say what the engineer found', 'kept'],
    ]);
    const { items } = await api.get<{ items: Ticket[] }>('tickets?state=solved');
    expect(items.filter((t) => t.subject === 'Cabinet 14 has no power')).toHaveLength(1);
  });

  await agent.page.reload();
  await expect(agent.work).toContainText('5.0 rating');
});

function cityOf(zone: string): string {
  return zone.split('/')[1]?.replace('_', ' ') ?? zone;
}

async function promise(agent: Desk, phone: string, local: string, topic: string): Promise<void> {
  await agent.customer.getByRole('button', { name: 'Book a callback' }).click();
  const form = agent.page.getByRole('dialog', { name: 'Book a callback' });
  await form.getByLabel('Number').fill(phone);
  await form.getByLabel(/^Time in /).fill(local);
  await expect(form).toContainText('Within lawful hours');
  await form.getByLabel('About').fill(topic);
  await form.getByRole('button', { name: 'Promise it' }).click();
  await expect(form).toBeHidden();
}

async function solve(agent: Desk): Promise<void> {
  await expect(agent.page.getByRole('heading', { name: 'Cabinet 14 has no power' })).toBeVisible();
  await expect(agent.page.getByRole('region', { name: 'Comments' })).toContainText('Engineer on Tuesday');
  await agent.page.getByRole('textbox', { name: 'Category' }).fill('Cabinet');
  await agent.page.getByRole('textbox', { name: 'Resolution' }).fill('Power supply replaced');
  await agent.page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(agent.page.getByRole('button', { name: 'Save', exact: true })).toBeHidden();
  await agent.page.getByRole('textbox', { name: 'Reply' }).fill('Power is back in your street.');
  await agent.page.getByRole('combobox', { name: 'State afterwards' }).selectOption({ label: 'Solved' });
  await agent.page.getByRole('button', { name: /^Send, set Solved/ }).click();
  await expect(agent.page.getByRole('combobox', { name: 'State', exact: true })).toHaveValue('solved');
  await finish(agent);
}

async function call(agent: Desk, phone: string): Promise<void> {
  await expect(agent.page.getByText('Say what the engineer found').first()).toBeVisible();
  await agent.page.getByRole('button', { name: `Dial ${phone}` }).click();
  await expect(agent.page.getByRole('link', { name: `Call ${phone}` })).toHaveAttribute('href', `tel:${phone}`);
  await agent.page.getByRole('button', { name: 'Reached' }).click();
  await expect(agent.page.getByText('Closed: reached')).toBeVisible();
  await finish(agent);
}

/** Whatever is left of the work in hand is put away. */
async function finish(agent: Desk): Promise<void> {
  await agent.page.getByRole('button', { name: /^Save and finish/ }).click();
}
