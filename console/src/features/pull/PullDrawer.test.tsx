import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ForTaking } from '@/api/types';
import { FakeServer } from '@/test/FakeServer';
import { FakeSocket } from '@/test/FakeSocket';
import { anItem, at } from '@/test/made';
import { show } from '@/test/show';
import { PullDrawer } from './PullDrawer';

let server: FakeServer;

beforeEach(() => {
  vi.stubGlobal('WebSocket', FakeSocket);
  server = new FakeServer();
});
afterEach(() => vi.unstubAllGlobals());

function waits(id: string, name: string, cause = ''): ForTaking {
  return { ...anItem({ id, state: 'queued', agent_id: undefined, customer: { id, name, tier: 'B' } }), cause };
}

const line = (...items: ForTaking[]) => server.on('GET /me/waiting', { at, total: items.length, items });
const pulled = () => server.asked.filter(({ method }) => method === 'POST').map(({ path }) => path);

test('an agent takes what waits, by a key', async () => {
  line(waits('one', 'Jonas Berg'), waits('two', 'Ines Sá'));
  server.on('POST /work-items/two/pull', anItem({ id: 'two' }));
  const onTaken = vi.fn();
  show(<PullDrawer onClose={vi.fn()} onTaken={onTaken} />);
  await screen.findByText('Jonas Berg is yours as soon as you take it.');
  fireEvent.keyDown(document.body, { key: 'j' });
  await screen.findByText('Ines Sá is yours as soon as you take it.');
  fireEvent.keyDown(document.body, { key: 't' });
  await waitFor(() => expect(onTaken).toHaveBeenCalledWith(expect.objectContaining({ id: 'two' })));
  expect(pulled()).toEqual(['/work-items/two/pull']);
});

test('what cannot be taken says why, and no key takes it', async () => {
  line(waits('one', 'Jonas Berg', 'no_skill'));
  show(<PullDrawer onClose={vi.fn()} onTaken={vi.fn()} />);
  expect(await screen.findByText('It asks for a skill that you lack.')).toBeTruthy();
  expect(screen.getByRole<HTMLButtonElement>('button', { name: /Take it/ }).disabled).toBe(true);
  fireEvent.keyDown(document.body, { key: 't' });
  expect(pulled()).toEqual([]);
});

test('an empty line says so', async () => {
  line();
  show(<PullDrawer onClose={vi.fn()} onTaken={vi.fn()} />);
  expect(await screen.findByText('Nothing waits in your queues')).toBeTruthy();
});
