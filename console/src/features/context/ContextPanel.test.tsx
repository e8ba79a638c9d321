import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeServer } from '@/test/FakeServer';
import { FakeSocket } from '@/test/FakeSocket';
import { aContact, aCustomer, aScreen, at } from '@/test/made';
import { show } from '@/test/show';
import { ContextPanel } from './ContextPanel';

let server: FakeServer;

beforeEach(() => {
  vi.stubGlobal('WebSocket', FakeSocket);
  server = new FakeServer().on('GET /customers/jonas/screen', aScreen({ version: 3 }));
});
afterEach(() => vi.unstubAllGlobals());

const panel = <ContextPanel customerId="jonas" onTicket={() => undefined} />;

test('"do not call me" is noted in the conversation, and stands there at once', async () => {
  const consent = { ...aScreen().consent, calls: 'no' as const };
  show(panel);
  expect(await screen.findByText('Calls agreed')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'What they allow' }));
  server
    .on('PATCH /customers/jonas', aCustomer({ consent, version: 4 }))
    .on('GET /customers/jonas/screen', aScreen({ consent, version: 4 }));
  fireEvent.change(await screen.findByLabelText('Call them'), { target: { value: 'no' } });
  expect(await screen.findByText('Do not call')).toBeTruthy();
  const sent = server.asked.find((asked) => asked.method === 'PATCH');
  expect(sent?.body).toEqual({ consent: { calls: 'no' }, version: 3 });
});

test('the words of an earlier rating unfold, and fold again', async () => {
  const earlier = { channel: 'chat', direction: 'in', agent: '', queue: '', disposition: '', opened_at: at } as const;
  const contacts = [
    { ...earlier, id: 'rated', subject: 'Fibre', rating: 1 },
    { ...earlier, id: 'not', subject: 'Bill', rating: null },
  ];
  server
    .on('GET /customers/jonas/screen', aScreen({ contacts }))
    .on('GET /contacts/rated', aContact({ rating: 1, rating_text: 'I waited all day.' }));
  show(panel);
  const [button, ...others] = await screen.findAllByRole('button', { name: 'What they said' });
  expect(others).toEqual([]);
  fireEvent.click(button as HTMLElement);
  expect(await screen.findByText('I waited all day.')).toBeTruthy();
  fireEvent.click(button as HTMLElement);
  expect(screen.queryByText('I waited all day.')).toBeNull();
});

test('a rating that came with no words says so', async () => {
  const rated = { id: 'rated', channel: 'chat', direction: 'in', agent: '', queue: '', disposition: '' } as const;
  server
    .on('GET /customers/jonas/screen', aScreen({ contacts: [{ ...rated, opened_at: at, subject: '', rating: 5 }] }))
    .on('GET /contacts/rated', aContact({ rating: 5 }));
  show(panel);
  fireEvent.click(await screen.findByRole('button', { name: 'What they said' }));
  expect(await screen.findByText('Nothing beside the rating')).toBeTruthy();
});

test('the preferences stand among the details', async () => {
  server.on('GET /customers/jonas', aCustomer({ preferences: { 'Best time': 'after 17:00' } }));
  server.on('GET /fields', { items: [], next_cursor: null });
  show(panel);
  fireEvent.click(await screen.findByRole('tab', { name: 'Details' }));
  await waitFor(() => expect(screen.getByText('after 17:00')).toBeTruthy());
});
