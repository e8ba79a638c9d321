import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeServer } from '@/test/FakeServer';
import { FakeSocket } from '@/test/FakeSocket';
import { anItem } from '@/test/made';
import { show } from '@/test/show';
import { TransferButton } from './TransferButton';

let server: FakeServer;

beforeEach(() => {
  vi.stubGlobal('WebSocket', FakeSocket);
  server = new FakeServer();
  server.on('GET /queues', { items: [{ id: 'billing', name: 'Billing' }], next_cursor: null });
  server.on('GET /agents', { items: [], next_cursor: null });
  server.on('POST /work-items/item-1/transfer', anItem({ state: 'queued' }));
});
afterEach(() => vi.unstubAllGlobals());

test('a note goes with the contact', async () => {
  const done = vi.fn();
  show(<TransferButton item={anItem()} onTransferred={done} />);
  fireEvent.click(screen.getByRole('button', { name: 'Transfer' }));
  fireEvent.click(await screen.findByRole('combobox', { name: 'Queue' }));
  fireEvent.click(await screen.findByText('Billing'));
  fireEvent.change(screen.getByLabelText(/Note/), { target: { value: ' Wants a refund ' } });
  fireEvent.click(screen.getAllByRole('button', { name: 'Transfer' }).at(-1) as HTMLElement);
  await waitFor(() => expect(done).toHaveBeenCalledOnce());
  const sent = server.asked.find((asked) => asked.method === 'POST');
  expect(sent?.body).toEqual({ queue_id: 'billing', note: 'Wants a refund' });
});
