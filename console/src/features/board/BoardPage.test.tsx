import { act, fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keys } from '@/api/keys';
import { FakeServer } from '@/test/FakeServer';
import { FakeSocket } from '@/test/FakeSocket';
import { aBoard, at } from '@/test/made';
import { show } from '@/test/show';
import { BoardPage } from './BoardPage';

const denver = { id: 'denver', name: 'Denver', version: 1 };
const lisbon = { id: 'lisbon', name: 'Lisbon', version: 1 };
const watcher = ['work', 'board.read'];

beforeEach(() => {
  vi.stubGlobal('WebSocket', FakeSocket);
  new FakeServer()
    .on('GET /board', aBoard({ pos: 1 }))
    .on('GET /sites', { items: [denver, lisbon], next_cursor: null });
});
afterEach(() => vi.unstubAllGlobals());

test('an admin watches one site, and the board of all stays what it is', async () => {
  const { cache } = show(<BoardPage />, watcher, { role: 'admin', site: denver });
  act(() => FakeSocket.last().accept());
  fireEvent.change(await screen.findByLabelText('Site'), { target: { value: 'lisbon' } });
  await screen.findByLabelText('Site');
  expect(FakeSocket.last().said).toContainEqual({ type: 'watch', topic: 'board:lisbon' });

  act(() => FakeSocket.last().hear({ type: 'board', site: 'lisbon', at, board: aBoard({ pos: 2 }) }));
  expect(cache.getQueryData(keys.board('lisbon'))).toMatchObject({ pos: 2 });
  expect(cache.getQueryData(keys.board(null))).toMatchObject({ pos: 1 });

  fireEvent.change(screen.getByLabelText('Site'), { target: { value: '' } });
  expect(FakeSocket.last().said).toContainEqual({ type: 'unwatch', topic: 'board:lisbon' });
});

test('who sees one site has nothing to choose', async () => {
  show(<BoardPage />, watcher, { role: 'supervisor', site: denver });
  await screen.findByText('Live board');
  await vi.waitFor(() => expect(screen.queryByLabelText('Site')).toBeNull());
});
