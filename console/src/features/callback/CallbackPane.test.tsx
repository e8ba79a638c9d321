import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Callback } from '@/api/types';
import { FakeServer } from '@/test/FakeServer';
import { FakeSocket } from '@/test/FakeSocket';
import { aCallback } from '@/test/made';
import { show } from '@/test/show';
import { CallbackPane } from './CallbackPane';

let server: FakeServer;

beforeEach(() => {
  vi.stubGlobal('WebSocket', FakeSocket);
  server = new FakeServer();
});
afterEach(() => vi.unstubAllGlobals());

function pane(own: Partial<Callback> = {}) {
  server.on('GET /callbacks/callback-1', aCallback(own));
  show(<CallbackPane callbackId="callback-1" />);
}

const cancels = () => server.asked.filter((asked) => asked.path === '/callbacks/callback-1/cancel');

async function askToCancel() {
  fireEvent.click(await screen.findByRole('button', { name: 'Nobody needs this call any more…' }));
}

test('a promise nobody needs is taken back, with the reason', async () => {
  const cancelled = aCallback({ state: 'cancelled', note: 'Solved by email' });
  pane();
  await askToCancel();
  server.on('POST /callbacks/callback-1/cancel', cancelled).on('GET /callbacks/callback-1', cancelled);
  const press = screen.getByRole<HTMLButtonElement>('button', { name: 'Cancel the promise' });
  expect(press.disabled).toBe(true);
  fireEvent.change(screen.getByLabelText('Why it is not needed'), { target: { value: ' Solved by email ' } });
  fireEvent.click(press);
  expect(await screen.findByText('Closed: cancelled')).toBeTruthy();
  expect(cancels()[0]?.body).toEqual({ reason: 'Solved by email' });
});

test('on second thoughts it is kept', async () => {
  pane();
  await askToCancel();
  fireEvent.click(screen.getByRole('button', { name: 'Keep it' }));
  await waitFor(() => expect(screen.queryByLabelText('Why it is not needed')).toBeNull());
  expect(cancels()).toEqual([]);
});

test('while the telephone rings it cannot be cancelled', async () => {
  pane({ state: 'dialing' });
  expect(await screen.findByText('Reached')).toBeTruthy();
  expect(screen.queryByText('Nobody needs this call any more…')).toBeNull();
});

test('one that was tried in vain and cancelled says that it was cancelled, and why', async () => {
  pane({ state: 'cancelled', outcome: 'no_answer', note: 'Solved by email' });
  expect(await screen.findByText('Closed: cancelled')).toBeTruthy();
  expect(screen.getByText('Solved by email')).toBeTruthy();
});
