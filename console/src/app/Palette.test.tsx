import { spotlight } from '@mantine/spotlight';
import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeServer } from '@/test/FakeServer';
import { FakeSocket } from '@/test/FakeSocket';
import { aCustomer } from '@/test/made';
import { show } from '@/test/show';
import { Palette } from './Palette';

let server: FakeServer;

beforeEach(() => {
  vi.stubGlobal('WebSocket', FakeSocket);
  server = new FakeServer();
});
afterEach(() => {
  act(() => spotlight.close());
  vi.unstubAllGlobals();
});

/** The palette as it stands in the product, with a page to go to. */
async function palette(permissions: string[]) {
  const root = createRootRoute({ component: Palette });
  const page = createRoute({ getParentRoute: () => root, path: '/customers/$customerId' });
  const router = createRouter({ routeTree: root.addChildren([page]), history: createMemoryHistory() });
  show(<RouterProvider router={router as never} />, permissions);
  await waitFor(() => expect(router.state.status).toBe('idle'));
  act(() => spotlight.open());
  return router;
}

async function type(text: string) {
  const field = await screen.findByPlaceholderText('Search or run a command');
  fireEvent.change(field, { target: { value: text } });
  return field;
}

test('whom no search finds is written down, and their page opens', async () => {
  server.on('GET /search', { customers: [], tickets: [], next_cursor: null });
  server.on('POST /customers', aCustomer({ id: 'maria', name: 'Maria Silva' }), 201);
  const router = await palette(['customers.write']);
  const field = await type('Maria Silva');
  expect(await screen.findByText('New customer “Maria Silva”…')).toBeTruthy();
  fireEvent.keyDown(field, { key: 'Enter' });
  expect((await screen.findByLabelText<HTMLInputElement>('Name')).value).toBe('Maria Silva');
  fireEvent.click(screen.getByRole('button', { name: 'Create person' }));
  await waitFor(() => expect(router.state.location.pathname).toBe('/customers/maria'));
});

test('somebody who is found comes first', async () => {
  server.on('GET /search', { customers: [aCustomer()], tickets: [], next_cursor: null });
  const router = await palette(['customers.write']);
  const field = await type('berg');
  expect(await screen.findByText('New customer “berg”…')).toBeTruthy();
  fireEvent.keyDown(field, { key: 'Enter' });
  await waitFor(() => expect(router.state.location.pathname).toBe('/customers/jonas'));
});

test('who may not write customers is offered none', async () => {
  server.on('GET /search', { customers: [], tickets: [], next_cursor: null });
  await palette(['work']);
  await type('berg');
  expect(await screen.findByText('Nothing found')).toBeTruthy();
  expect(screen.queryByText(/New customer/)).toBeNull();
});
