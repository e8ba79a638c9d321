import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeServer } from '@/test/FakeServer';
import { FakeSocket } from '@/test/FakeSocket';
import { aCustomer } from '@/test/made';
import { show } from '@/test/show';
import { CustomerForm } from './CustomerForm';

const denver = { id: 'denver', name: 'Denver', version: 1 };
const lisbon = { id: 'lisbon', name: 'Lisbon', version: 1 };
let server: FakeServer;

beforeEach(() => {
  vi.stubGlobal('WebSocket', FakeSocket);
  server = new FakeServer().on('GET /sites', { items: [denver, lisbon], next_cursor: null });
});
afterEach(() => vi.unstubAllGlobals());

async function saved(): Promise<unknown> {
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  const sent = () => server.asked.find((one) => one.method === 'PATCH');
  await waitFor(() => expect(sent()).toBeDefined());
  return sent()?.body;
}

async function choose(site: string): Promise<void> {
  fireEvent.change(await screen.findByLabelText('Site'), { target: { value: site } });
}

test('an admin moves a customer to another site', async () => {
  server.on('PATCH /customers/jonas', aCustomer({ site_id: 'lisbon' }));
  show(<CustomerForm customer={aCustomer({ site_id: 'denver' })} />, ['customers.write'], { role: 'admin' });
  await choose('lisbon');
  expect(await saved()).toMatchObject({ site_id: 'lisbon', version: 1 });
});

test('no site is every site, and goes over the wire as null', async () => {
  server.on('PATCH /customers/jonas', aCustomer());
  show(<CustomerForm customer={aCustomer({ site_id: 'denver' })} />, ['customers.write'], { site: denver });
  await choose('');
  expect(await saved()).toMatchObject({ site_id: null });
});

test('a customer of another site stays there, and that is not sent', async () => {
  server.on('PATCH /customers/jonas', aCustomer({ site_id: 'lisbon' }));
  show(<CustomerForm customer={aCustomer({ site_id: 'lisbon' })} />, ['customers.write'], { site: denver });
  const select = await screen.findByLabelText<HTMLSelectElement>('Site');
  expect(select.disabled).toBe(true);
  fireEvent.change(screen.getByLabelText('Name'), { target: { value: 'Jonas B.' } });
  expect(await saved()).not.toHaveProperty('site_id');
});

test('a preference is written in words, and only what changed goes out', async () => {
  server.on('PATCH /customers/jonas', aCustomer());
  show(<CustomerForm customer={aCustomer({ preferences: { channel: 'chat', letters: 'large print' } })} />);
  const field = screen.getByLabelText<HTMLTextAreaElement>('Preferences');
  expect(field.value).toBe('channel: chat\nletters: large print');
  fireEvent.change(field, { target: { value: 'after five' } });
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText(/“after five” does not say/)).toBeTruthy();
  fireEvent.change(field, { target: { value: 'letters: large print\nBest time: after 17:00' } });
  expect(await saved()).toMatchObject({ preferences: { channel: null, 'Best time': 'after 17:00' } });
});
