import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { TimelineEntry } from '@/api/types';
import { FakeServer } from '@/test/FakeServer';
import { aContact, aCustomer, at } from '@/test/made';
import { show } from '@/test/show';
import { Timeline } from './Timeline';

let server: FakeServer;
let opened: string[];

beforeEach(() => {
  opened = [];
  server = new FakeServer();
});
afterEach(() => vi.unstubAllGlobals());

const entry = (own: Partial<TimelineEntry> & Pick<TimelineEntry, 'kind' | 'id'>): TimelineEntry => ({
  at,
  subject: '',
  state: '',
  ...own,
});

const contact = entry({ kind: 'contact', id: 'c', subject: 'Fibre', channel: 'chat', state: 'completed', rating: 2 });
const ticket = entry({ kind: 'ticket', id: 't', subject: 'Refund', number: 48177, state: 'open' });
const merged = entry({ kind: 'merge', id: 'm', state: 'merged', other: { id: 'anna', name: 'Anna Berg' } });

function history(...items: TimelineEntry[]) {
  server.on('GET /customers/jonas/timeline', { items, next_cursor: null });
  show(<Timeline customerId="jonas" onTicket={(id) => opened.push(id)} />, ['work', 'customers.merge']);
}

test.each([
  ['kept', 'Kept'],
  ['moved', 'Moved'],
  ['broken', 'Broken'],
])('a promise that was %s says so', async (state, word) => {
  history(entry({ kind: 'callback', id: 'b', state, due_at: at, subject: 'the refund' }));
  expect(await screen.findByText(word)).toBeTruthy();
  expect(screen.getByText(/^Callback for Mon/)).toBeTruthy();
});

test('a call instead of waiting tells whose place it kept', async () => {
  const kept_since = new Date(2026, 10, 23, 10, 32).toISOString();
  history(entry({ kind: 'callback', id: 'b', state: 'due', due_at: at, kept_since, subject: 'Callback in queue' }));
  expect(await screen.findByText('Call back · place kept since 10:32')).toBeTruthy();
  expect(screen.queryByText(/^Callback for/)).toBeNull();
});

test('a contact tells its channel, outcome and rating', async () => {
  history(contact);
  for (const words of ['Fibre', 'Chat', 'Completed', '2 of 5']) expect(await screen.findByText(words)).toBeTruthy();
});

test('what the customer said with a rating is read whole where the rating stands', async () => {
  const words = 'Nobody came, and nobody told me. I waited all day, from eight to six.';
  server.on('GET /contacts/c', aContact({ id: 'c', rating: 2, rating_text: words }));
  history(contact);
  fireEvent.click(await screen.findByRole('button', { name: 'What they said' }));
  expect(await screen.findByText(words)).toBeTruthy();
});

test('with no rating there is nothing to unfold', async () => {
  history({ ...contact, rating: undefined });
  expect(await screen.findByText('Fibre')).toBeTruthy();
  expect(screen.queryByText('What they said')).toBeNull();
});

test('J and K move, and a ticket opens', async () => {
  history(contact, ticket);
  const open = await screen.findByText('#48177 Refund');
  fireEvent.keyDown(document.body, { key: 'j' });
  fireEvent.keyDown(document.body, { key: 'j' });
  expect(document.activeElement).toBe(open);
  fireEvent.click(open);
  expect(opened).toEqual(['t']);
  fireEvent.keyDown(document.body, { key: 'k' });
  expect(document.activeElement?.textContent).toContain('Fibre');
});

test('a merge is taken back from where it stands', async () => {
  server.on('POST /merges/m/undo', aCustomer({ name: 'Anna Berg' }));
  history(merged);
  fireEvent.click(await screen.findByText('Undo'));
  await waitFor(() => expect(server.asked.some((asked) => asked.path === '/merges/m/undo')).toBe(true));
});

test('a merge that was taken back cannot be again', async () => {
  history({ ...merged, state: 'undone' });
  expect(await screen.findByText('Undone')).toBeTruthy();
  expect(screen.queryByText('Undo')).toBeNull();
});

test('nothing yet has its own face', async () => {
  history();
  expect(await screen.findByText('Nothing happened yet')).toBeTruthy();
});

test('an error can be tried again', async () => {
  server.on('GET /customers/jonas/timeline', { title: 'no' }, 403);
  show(<Timeline customerId="jonas" onTicket={() => undefined} />);
  expect(await screen.findByText('Try again')).toBeTruthy();
});
