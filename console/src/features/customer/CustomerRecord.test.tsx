import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Customer } from '@/api/types';
import { FakeServer } from '@/test/FakeServer';
import { aCustomer, aScreen } from '@/test/made';
import { show } from '@/test/show';
import { CustomerRecord } from './CustomerRecord';

let server: FakeServer;
let gone: string | null;

const anna = aCustomer({ id: 'anna', name: 'Anna Berg' });

beforeEach(() => {
  gone = null;
  server = new FakeServer();
  server.on('GET /customers/jonas/screen', aScreen());
  server.on('GET /search', { customers: [anna, aCustomer()], tickets: [], next_cursor: null });
});
afterEach(() => vi.unstubAllGlobals());

function record(customer: Customer = aCustomer()) {
  const go = (id: string) => {
    gone = id;
  };
  return show(<CustomerRecord customer={customer} onCustomer={go} />, ['work', 'customers.merge']);
}

const sent = (method: string) => server.asked.filter((asked) => asked.method === method);

async function chooseAnna() {
  await userEvent.type(await screen.findByLabelText('The same as', { selector: 'input' }), 'berg');
  fireEvent.click(await screen.findByText('Anna Berg'));
}

test('M asks who is the same, and this record stays', async () => {
  server.on('POST /customers/anna/merge', { merge_id: 'merge-1' });
  record();
  fireEvent.keyDown(document.body, { key: 'm' });
  await chooseAnna();
  fireEvent.click(await screen.findByText('Make them one'));
  await waitFor(() => expect(gone).toBe('jonas'));
  expect(sent('POST')[0]?.body).toEqual({ into_id: 'jonas' });
});

test('the other record may stay instead', async () => {
  server.on('POST /customers/jonas/merge', { merge_id: 'merge-1' });
  record();
  fireEvent.keyDown(document.body, { key: 'm' });
  await chooseAnna();
  fireEvent.click(await screen.findByLabelText('Anna Berg stays'));
  fireEvent.click(screen.getByText('Make them one'));
  await waitFor(() => expect(gone).toBe('anna'));
});

test('a merge that is refused says why, and nothing else happens', async () => {
  server.on('POST /customers/anna/merge', { detail: 'this customer was merged already' }, 409);
  record();
  fireEvent.keyDown(document.body, { key: 'm' });
  await chooseAnna();
  fireEvent.click(await screen.findByText('Make them one'));
  expect(await screen.findByText('this customer was merged already')).toBeTruthy();
  expect(gone).toBeNull();
});

test('who may not merge is not asked', () => {
  show(<CustomerRecord customer={aCustomer()} onCustomer={() => undefined} />);
  expect(screen.queryByText('Same as another customer…')).toBeNull();
});

test('a number that another customer has leads to making them one', async () => {
  const taken = { code: 'identity_taken', detail: 'taken', current: { id: 'anna', name: 'Anna Berg' } };
  server.on('POST /customers/jonas/identities', taken, 409);
  record();
  await userEvent.type(screen.getByLabelText('Number, address or account'), '+442079460000{Enter}');
  fireEvent.click(await screen.findByText('They are one…'));
  expect(await screen.findByLabelText<HTMLInputElement>('Anna Berg stays')).toBeTruthy();
});

test('a wrong number is said beside it', async () => {
  const problem = { errors: [{ location: 'body.value', message: 'is no telephone number' }] };
  server.on('POST /customers/jonas/identities', problem, 422);
  record();
  await userEvent.type(screen.getByLabelText('Number, address or account'), '12{Enter}');
  expect(await screen.findByText('is no telephone number')).toBeTruthy();
});

test('an identity and a link can be taken away', async () => {
  server.on('DELETE /customers/jonas/identities/i-1', aCustomer());
  server.on('DELETE /customers/jonas/links/l-1', aCustomer());
  record(
    aCustomer({
      identities: [{ id: 'i-1', kind: 'email', value: 'jonas@berg.example', verified: true }],
      links: [{ id: 'l-1', organisation: { id: 'acme', name: 'Acme' }, role: 'buyer', since: '2024-03-01' }],
    }),
  );
  expect(screen.getByText('buyer, since 1 Mar 2024')).toBeTruthy();
  fireEvent.click(screen.getByLabelText('Remove jonas@berg.example'));
  fireEvent.click(screen.getByLabelText('Remove Acme'));
  await waitFor(() => expect(sent('DELETE')).toHaveLength(2));
});

test('a person is linked to an organisation with a role', async () => {
  const acme = aCustomer({ id: 'acme', name: 'Acme', kind: 'organisation' });
  server.on('GET /search', { customers: [anna, acme], tickets: [], next_cursor: null });
  server.on('POST /customers/jonas/links', aCustomer(), 201);
  record();
  const block = within(screen.getByRole('region', { name: 'Organisations' }));
  await userEvent.type(block.getByLabelText('Organisation', { selector: 'input' }), 'ac');
  fireEvent.click(await screen.findByText('Acme'));
  expect(screen.queryByText('Anna Berg')).toBeNull();
  await userEvent.type(block.getByLabelText('Role'), 'buyer{Enter}');
  await waitFor(() => expect(sent('POST')[0]?.body).toEqual({ customer_id: 'acme', role: 'buyer' }));
});
