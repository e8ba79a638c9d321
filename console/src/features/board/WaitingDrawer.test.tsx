import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { BoardQueue, InLine } from '@/api/types';
import { FakeServer } from '@/test/FakeServer';
import { FakeSocket } from '@/test/FakeSocket';
import { anItem, aQueueRow, at } from '@/test/made';
import { show } from '@/test/show';
import { WaitingDrawer } from './WaitingDrawer';
import { told } from './WaitingList';

let server: FakeServer;
const queue: BoardQueue = aQueueRow({ id: 'billing', name: 'Billing' });
const lead = ['work', 'board.read', 'work.direct'];

beforeEach(() => {
  vi.stubGlobal('WebSocket', FakeSocket);
  server = new FakeServer();
});
afterEach(() => vi.unstubAllGlobals());

function waits(id: string, name: string, own: Partial<InLine> = {}): InLine {
  return {
    ...anItem({ id, state: 'queued', agent_id: undefined, customer: { id: name, name, tier: 'B' } }),
    age_adjust_s: 0,
    due_at: null,
    guard: false,
    emergency: false,
    held_until: null,
    ...own,
  };
}

function line(...items: InLine[]) {
  server.on('GET /queues/billing/waiting', { at, total: items.length, items });
}

const posted = () => server.asked.filter(({ method }) => method === 'POST').map(({ path, body }) => [path, body]);

test('a supervisor moves an item by a key, and takes it back', async () => {
  line(waits('one', 'Jonas Berg'), waits('two', 'Ines Sá', { age_adjust_s: 300 }));
  server.on('POST /work-items/two/age', anItem());
  show(<WaitingDrawer queue={queue} onClose={vi.fn()} />, lead);
  await screen.findByRole('group', { name: 'With Jonas Berg' });
  fireEvent.keyDown(document.body, { key: 'j' });
  await screen.findByRole('group', { name: 'With Ines Sá' });
  fireEvent.keyDown(document.body, { key: 'f' });
  fireEvent.click(await screen.findByRole('button', { name: 'Undo' }));
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull());
  expect(posted()).toEqual([
    ['/work-items/two/age', { age_adjust_s: 600, was_s: 300 }],
    ['/work-items/two/age', { age_adjust_s: 300, was_s: 600 }],
  ]);
});

test('an item is given to who can take it; the others say why they cannot', async () => {
  line(waits('one', 'Jonas Berg'));
  server.on('GET /work-items/one/why', {
    decisions: [],
    deferred: null,
    waiting: {
      text: '2 agents in Billing, with hands full; it is next.',
      agents: [
        { agent: { id: 'ana', name: 'Ana' }, cause: 'just_tried' },
        { agent: { id: 'bob', name: 'Bob' }, cause: 'no_room' },
      ],
    },
  });
  server.on('POST /work-items/one/push', anItem());
  show(<WaitingDrawer queue={queue} onClose={vi.fn()} />, lead);
  await screen.findByRole('group', { name: 'With Jonas Berg' });
  fireEvent.keyDown(document.body, { key: 'p' });
  expect((await screen.findByRole<HTMLInputElement>('radio', { name: /Bob/ })).disabled).toBe(true);
  expect(screen.getByText('hands full')).toBeTruthy();
  fireEvent.click(screen.getByRole('radio', { name: /Ana/ }));
  fireEvent.click(screen.getByRole('button', { name: 'Give' }));
  await waitFor(() => expect(posted()).toEqual([['/work-items/one/push', { agent_id: 'ana' }]]));
});

test('who is to be called stands in line with the place that was kept', () => {
  const kept_since = new Date(2026, 10, 23, 10, 32).toISOString();
  const item = waits('one', 'Jonas Berg', { channel: 'callback', kept_since, guard: true });
  expect(told(item)).toBe('call back · place kept since 10:32, waited long');
});

test('what rings already is left alone', async () => {
  line(waits('one', 'Jonas Berg', { state: 'offered', agent_name: 'Ana' }));
  show(<WaitingDrawer queue={queue} onClose={vi.fn()} />, lead);
  const take = await screen.findByRole<HTMLButtonElement>('button', { name: 'Take it' });
  expect(take.disabled).toBe(true);
  fireEvent.keyDown(document.body, { key: 'f' });
  fireEvent.keyDown(document.body, { key: 't' });
  expect(posted()).toEqual([]);
});

test('who may only look is offered nothing to do', async () => {
  line(waits('one', 'Jonas Berg'));
  show(<WaitingDrawer queue={queue} onClose={vi.fn()} />, ['work', 'board.read']);
  await screen.findByText('1 in line, whose turn is next first');
  expect(screen.queryByRole('button', { name: 'Take it' })).toBeNull();
});

test('an empty line and a failure have faces', async () => {
  line();
  const { unmount } = show(<WaitingDrawer queue={queue} onClose={vi.fn()} />, lead);
  await screen.findByText('Nothing waits here');
  unmount();
  server.on('GET /queues/billing/waiting', { title: 'no' }, 403);
  show(<WaitingDrawer queue={queue} onClose={vi.fn()} />, lead);
  await screen.findByText('Not allowed');
});
