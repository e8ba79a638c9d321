import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeServer } from '@/test/FakeServer';
import { FakeSocket } from '@/test/FakeSocket';
import { me, show } from '@/test/show';
import { SignInSheet } from './SignInSheet';

let server: FakeServer;
let assign: ReturnType<typeof vi.spyOn>;
const opened = vi.fn();

beforeEach(() => {
  opened.mockReset();
  vi.stubGlobal('WebSocket', FakeSocket);
  assign = vi.spyOn(window.location, 'assign').mockImplementation(() => undefined);
  server = new FakeServer();
});
afterEach(() => vi.unstubAllGlobals());

async function signIn(as: typeof me): Promise<void> {
  server.on('POST /session', as).on('GET /session', as);
  show(<SignInSheet opened onSignedIn={opened} />);
  fireEvent.change(await screen.findByLabelText('Password'), { target: { value: 'demo' } });
  fireEvent.click(screen.getByRole('button', { name: 'Sign in' }));
}

test('who was here goes on where they were', async () => {
  await signIn(me);
  await waitFor(() => expect(opened).toHaveBeenCalled());
  expect(assign).not.toHaveBeenCalled();
});

test("somebody else gets a page of their own, and not the other's screen", async () => {
  await signIn({ ...me, person: { ...me.person, id: 'marta' } });
  await waitFor(() => expect(assign).toHaveBeenCalledWith('/'));
  expect(opened).not.toHaveBeenCalled();
});
