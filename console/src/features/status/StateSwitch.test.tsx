import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeServer } from '@/test/FakeServer';
import { FakeSocket } from '@/test/FakeSocket';
import { anAgent } from '@/test/made';
import { show } from '@/test/show';
import { StateSwitch } from './StateSwitch';

let server: FakeServer;

beforeEach(() => {
  vi.stubGlobal('WebSocket', FakeSocket);
  server = new FakeServer();
});
afterEach(() => vi.unstubAllGlobals());

const awayAtWork = anAgent({ status: 'away', reason: 'backoffice', state: 'on_contact' });

async function chooses(name: string, own = awayAtWork): Promise<unknown> {
  server.on('PUT /me/status', own);
  show(<StateSwitch own={own} />);
  fireEvent.click(screen.getByRole('button', { name: /Your status/ }));
  fireEvent.click(await screen.findByText(name));
  await waitFor(() => expect(server.asked).toHaveLength(1));
  return server.asked[0]?.body;
}

test('who is away with a contact in hand may be available when it ends', async () => {
  expect(await chooses('Available')).toEqual({ status: 'available', when: 'next' });
});

test('or at once', async () => {
  expect(await chooses('Available now')).toEqual({ status: 'available', when: 'now' });
});

test('it says what comes when the contact ends', () => {
  show(<StateSwitch own={awayAtWork} />);
  expect(screen.getByText('then Back office')).toBeTruthy();
  show(<StateSwitch own={{ ...awayAtWork, next_status: 'available' }} />);
  expect(screen.getByText('then Available')).toBeTruthy();
});

test('who is available has nothing to choose but what comes next', async () => {
  expect(await chooses('Lunch', anAgent({ state: 'on_contact' }))).toEqual({
    status: 'away',
    reason: 'lunch',
    when: 'next',
  });
  expect(screen.queryByText('Available now')).toBeNull();
});
