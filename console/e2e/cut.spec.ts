import { expect, type Locator, test } from '@playwright/test';
import { Api } from './stage/api';
import { Cutter } from './stage/cutter';
import { Desk } from './stage/desk';
import { lena, marcus } from './stage/people';
import { expectEachOnce, stored } from './stage/said';
import { ownServer } from './stage/server';
import { Visitor } from './stage/visitor';

const server = ownServer();

const seed = Number(process.env.E2E_SEED) || Date.now() % 1_000_000;

/** How long the lines are cut. */
const badTime = 30_000;

test('sockets cut at random for half a minute leave all screens as a fresh look would show them', async ({
  browser,
}) => {
  test.setTimeout(150_000);
  process.stdout.write(`The lines are cut by E2E_SEED=${seed}\n`);
  const line = await Cutter.before(server().port, seed);
  const agent = await Desk.signIn(browser, line.url, lena);
  await agent.goAvailable();
  const supervisor = await Desk.signIn(browser, line.url, marcus);
  await supervisor.page.getByRole('link', { name: 'Live board' }).click();
  const visitor = await Visitor.enter(browser, line.url);
  await visitor.start({ name: 'Nora Lind', topic: 'Broadband', text: 'No light since noon' });
  await expect(agent.offer).toBeVisible();
  await agent.page.keyboard.press('F2');
  await expect(agent.thread).toContainText('No light since noon');

  const said = ['No light since noon'];
  await test.step('both talk while the line is cut', async () => {
    line.harm();
    const until = Date.now() + badTime;
    const [asked, answered] = await Promise.all([
      talk(visitor.composer, 'Question', until),
      talk(agent.page.getByRole('textbox', { name: /^Reply to / }), 'Answer', until),
    ]);
    line.mend();
    said.push(...asked, ...answered);
  });

  await test.step('nothing is lost and nothing is doubled', async () => {
    const again = agent.page.getByRole('button', { name: 'Send as written' });
    await expect(async () => {
      if (await again.isVisible()) await again.click();
      await expectEachOnce(visitor.thread, said);
    }).toPass({ timeout: 40_000 });
    await expectEachOnce(agent.thread, said);
    const api = await Api.signIn(server().url, lena);
    expect((await stored(api)).sort()).toEqual([...said].sort());
  });

  await test.step('the agent’s and the visitor’s threads tell the same, in the same order', async () => {
    expect(order(await agent.thread.innerText(), said)).toEqual(order(await visitor.thread.innerText(), said));
  });

  await test.step('a fresh look shows the same', async () => {
    await agent.say('That was a bad line.');
    await expect(visitor.thread).toContainText('That was a bad line.');
    await expect(agent.thread).toContainText(/You.*, read/);
    const screens: [string, Locator, () => Promise<unknown>][] = [
      ['agent, work', agent.work, () => agent.page.reload()],
      ['agent, contact', agent.contact, async () => undefined],
      ['visitor', visitor.thread, () => visitor.page.reload()],
      ['supervisor', supervisor.board, () => supervisor.page.reload()],
    ];
    for (const [, screen] of screens) await expect(screen).toBeVisible();
    await expect(supervisor.board).toContainText('live');
    for (const [name, screen, reload] of screens) {
      const lived = await shown(screen);
      await reload();
      if (name === 'visitor' && !(await visitor.chat.isVisible())) {
        await visitor.page.getByRole('button', { name: /^Open chat/ }).click();
      }
      await expect.poll(() => shown(screen), { message: name }).toEqual(lived);
    }
  });
  line.close();
});

/** Writes until the time is over, one line after the other; gives what was written. */
async function talk(field: Locator, what: string, until: number): Promise<string[]> {
  const texts: string[] = [];
  while (Date.now() < until) {
    const text = `${what} ${texts.length + 1}`;
    await field.click();
    await field.pressSequentially(text, { delay: 60 });
    await field.press('Enter');
    texts.push(text);
  }
  return texts;
}

/** The texts in the order in which a screen shows them. */
function order(screen: string, texts: string[]): string[] {
  return screen
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => texts.includes(line));
}

/** What a person reads on a part of the screen, without the clocks, which go on. */
async function shown(screen: Locator): Promise<string> {
  const text = await screen.innerText().catch(() => '');
  return text
    .replace(/\b\d+:\d{2}(:\d{2})?\b|\b\d+[dhms]\b/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
