import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeServer } from '@/test/FakeServer';
import { aCustomer, aField } from '@/test/made';
import { show } from '@/test/show';
import { NewTicketButton } from './NewTicketButton';

let server: FakeServer;
let opened: string[];

beforeEach(() => {
  opened = [];
  server = new FakeServer();
  server.on('GET /queues', { items: [{ id: 'billing', name: 'Billing' }], next_cursor: null });
  server.on('GET /search', { customers: [aCustomer()], tickets: [], next_cursor: null });
  server.on('GET /fields', {
    items: [aField({ entity: 'ticket', key: 'outage', label: 'Outage' }), aField()],
    next_cursor: null,
  });
  server.on('POST /tickets', { id: 'ticket-1', customer: { id: 'jonas' } }, 201);
});
afterEach(() => vi.unstubAllGlobals());

const button = (customer?: { id: string; name: string }) =>
  show(<NewTicketButton customer={customer} onOpened={(id) => opened.push(id)} />, ['work', 'tickets.write']);
const press = (key: string) => fireEvent.keyDown(document.body, { key });
const input = (label: string) => screen.findByLabelText(label, { selector: 'input, textarea, select' });
const write = async (label: string, value: string) => fireEvent.change(await input(label), { target: { value } });
const send = () => fireEvent.click(screen.getByRole('button', { name: /Open the ticket/ }));
const posted = () => server.asked.find((asked) => asked.method === 'POST');

async function choose(label: string, text: string, option: string) {
  await userEvent.type(await input(label), text);
  fireEvent.click(await screen.findByText(option));
}

test('C opens the form, and what was written becomes a ticket', async () => {
  button();
  press('c');
  await write('Subject', 'Charged twice');
  await choose('Customer', 'jo', 'Jonas Berg');
  await choose('Queue', 'b', 'Billing');
  await write('Priority', '2');
  await write('Description', 'In March and in April');
  fireEvent.click(screen.getByLabelText("These are the customer's words"));
  await write('Outage', 'none');
  expect(screen.queryByLabelText('Plan')).toBeNull();
  send();
  await waitFor(() => expect(opened).toEqual(['ticket-1']));
  expect(posted()?.body).toEqual({
    subject: 'Charged twice',
    customer_id: 'jonas',
    queue_id: 'billing',
    priority: 2,
    text: 'In March and in April',
    from: 'customer',
    custom: { outage: 'none' },
  });
}, 20_000);

test('from a customer’s page it is theirs', async () => {
  button({ id: 'jonas', name: 'Jonas Berg' });
  press('c');
  await write('Subject', 'Charged twice');
  await choose('Queue', 'b', 'Billing');
  send();
  await waitFor(() => expect(opened).toEqual(['ticket-1']));
  expect(posted()?.body).toEqual({ subject: 'Charged twice', customer_id: 'jonas', queue_id: 'billing', custom: {} });
});

test('whose it is can be written down on the way', async () => {
  server.on('GET /search', { customers: [], tickets: [], next_cursor: null });
  server.on('POST /customers', aCustomer({ id: 'maria', name: 'Maria Silva' }), 201);
  show(<NewTicketButton onOpened={(id) => opened.push(id)} />, ['work', 'tickets.write', 'customers.write']);
  press('c');
  await write('Subject', 'Charged twice');
  await choose('Customer', 'Maria Silva', 'New customer “Maria Silva”…');
  fireEvent.click(await screen.findByRole('button', { name: 'Create person' }));
  await waitFor(() =>
    expect(screen.getByLabelText<HTMLInputElement>('Customer', { selector: 'input' }).value).toBe('Maria Silva'),
  );
  await choose('Queue', 'b', 'Billing');
  send();
  await waitFor(() => expect(opened).toEqual(['ticket-1']));
  const sent = server.asked.find((asked) => asked.path === '/tickets');
  expect(sent?.body).toMatchObject({ customer_id: 'maria', subject: 'Charged twice' });
}, 20_000);

test('who may not write customers is not asked for a new one', async () => {
  server.on('GET /search', { customers: [], tickets: [], next_cursor: null });
  button();
  press('c');
  await userEvent.type(await input('Customer'), 'Maria');
  expect(await screen.findByText('Nobody found')).toBeTruthy();
  expect(screen.queryByText(/New customer/)).toBeNull();
});

test('nothing is sent while something is missing, and each is said', async () => {
  button();
  press('c');
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Subject')));
  send();
  for (const words of ['What is it about?', 'Whose is it?', 'Who is to solve it?']) {
    expect(await screen.findByText(words)).toBeTruthy();
  }
  expect(posted()).toBeUndefined();
});

test('what the server refuses is said beside its field', async () => {
  const errors = [
    { location: 'body.custom.outage', message: 'must be a number' },
    { location: 'body.queue_id', message: 'no such queue' },
  ];
  server.on('POST /tickets', { errors }, 422);
  button({ id: 'jonas', name: 'Jonas Berg' });
  press('c');
  await write('Subject', 'Charged twice');
  await choose('Queue', 'b', 'Billing');
  send();
  expect(await screen.findByText('must be a number')).toBeTruthy();
  expect(screen.getByText('no such queue')).toBeTruthy();
  expect(opened).toEqual([]);
});

test('who may not write tickets has no button', () => {
  show(<NewTicketButton onOpened={() => undefined} />, ['work']);
  expect(screen.queryByText('New ticket')).toBeNull();
});
