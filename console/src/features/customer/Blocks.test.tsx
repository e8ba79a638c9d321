import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeServer } from '@/test/FakeServer';
import { at } from '@/test/made';
import { show } from '@/test/show';
import { Blocks } from './Blocks';

let server: FakeServer;

beforeEach(() => {
  server = new FakeServer();
  server.on('GET /agents', { items: [{ id: 'ana', name: 'Ana' }], next_cursor: null });
  server.on('GET /customers/jonas/blocks', {
    items: [
      {
        id: 'block-1',
        customer_id: 'jonas',
        agent: { id: 'bob', name: 'Bob' },
        reason: 'threat',
        note: 'shouted',
        until: null,
        at,
        by: { id: 'marcus', name: 'Marcus' },
      },
    ],
    next_cursor: null,
  });
});
afterEach(() => vi.unstubAllGlobals());

const asked = (method: string) => server.asked.filter((one) => one.method === method);

test('a supervisor keeps an agent from a customer, for good unless a day is named', async () => {
  server.on('POST /customers/jonas/blocks', {}, 201);
  show(<Blocks customerId="jonas" />);
  await screen.findByText(/for good. By Marcus/);
  fireEvent.click(screen.getByRole('combobox', { name: 'Agent' }));
  fireEvent.click(await screen.findByText('Ana'));
  fireEvent.click(screen.getByRole('button', { name: 'Keep them apart' }));
  await waitFor(() => expect(asked('POST')[0]?.body).toEqual({ agent_id: 'ana', reason: 'asked' }));
});

test('a block is ended', async () => {
  server.on('DELETE /customers/jonas/blocks/block-1', null);
  show(<Blocks customerId="jonas" />);
  fireEvent.click(await screen.findByRole('button', { name: 'Let Bob serve them again' }));
  await waitFor(() => expect(asked('DELETE')).toHaveLength(1));
});
