import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Surge } from '@/api/types';
import { FakeServer } from '@/test/FakeServer';
import { FakeSocket } from '@/test/FakeSocket';
import { aQueueRow } from '@/test/made';
import { show } from '@/test/show';
import { SurgeMark } from './SurgeMark';
import { SurgeSwitch } from './SurgeSwitch';

let server: FakeServer;
const lead = ['work', 'board.read', 'queues.surge'];

beforeEach(() => {
  vi.stubGlobal('WebSocket', FakeSocket);
  server = new FakeServer();
});
afterEach(() => vi.unstubAllGlobals());

function surge(own: Partial<Surge> = {}): Surge {
  const until = new Date(Date.now() + 10 * 60_000).toISOString();
  const by = { id: 'marcus', name: 'Marcus Webb' };
  return { reason: 'The site is down', automatic: false, began_at: new Date().toISOString(), by, until, ...own };
}

const itself = surge({ automatic: true, by: { id: '', name: '' } });
const row = (on: Surge | null) => aQueueRow({ id: 'billing', name: 'Billing', surge: on });

test('a supervisor begins a surge, with why and for how long', async () => {
  server.on('PUT /queues/billing/surge', {});
  show(<SurgeSwitch queue={row(null)} />, lead);
  fireEvent.click(await screen.findByRole('button', { name: 'Surge…' }));
  const begin = screen.getByRole<HTMLButtonElement>('button', { name: 'Begin surge' });
  expect(begin.disabled).toBe(true);
  fireEvent.change(screen.getByLabelText(/^Why/), { target: { value: 'The site is down' } });
  fireEvent.change(screen.getByLabelText('For'), { target: { value: '60' } });
  fireEvent.click(begin);
  await waitFor(() => expect(screen.queryByRole('form', { name: 'Begin a surge' })).toBeNull());
  const asked = server.asked.find(({ method }) => method === 'PUT');
  expect(asked?.body).toEqual({ minutes: 60, reason: 'The site is down' });
});

test('what began by itself says so, and is ended by a supervisor', async () => {
  server.on('DELETE /queues/billing/surge', {});
  show(<SurgeSwitch queue={row(itself)} />, lead);
  expect(await screen.findByText(/The site is down · by itself/)).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'End now' }));
  await waitFor(() => expect(server.asked.some(({ method }) => method === 'DELETE')).toBe(true));
});

test('who may not switch sees that it is on', async () => {
  show(<SurgeSwitch queue={row(surge())} />, ['work', 'board.read']);
  expect(await screen.findByText(/Marcus Webb/)).toBeTruthy();
  expect(screen.queryByRole('button')).toBeNull();
});

test('the mark of a queue tells on whose word, as long as it is on', () => {
  const over = surge({ until: new Date(Date.now() - 60_000).toISOString(), reason: 'Long ago' });
  show(
    <>
      <SurgeMark surge={itself} />
      <SurgeMark surge={over} />
    </>,
    lead,
  );
  expect(screen.getByTitle('By itself: The site is down')).toBeTruthy();
  expect(screen.queryByTitle(/Long ago/)).toBeNull();
});
