import { fireEvent, screen, waitFor } from '@testing-library/react';
import { clear } from 'idb-keyval';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keys } from '@/api/keys';
import { flush, type Sending } from '@/live/outbox';
import { FakeServer } from '@/test/FakeServer';
import { FakeSocket } from '@/test/FakeSocket';
import { aMessage } from '@/test/made';
import { me, show } from '@/test/show';
import { Composer } from './Composer';

// happy-dom has no IndexedDB; what is kept in it is tested by keeping it in memory.
const kept = vi.hoisted(() => new Map<string, unknown>());
vi.mock('idb-keyval', () => ({
  set: async (key: string, value: unknown) => void kept.set(key, value),
  del: async (key: string) => void kept.delete(key),
  entries: async () => [...kept.entries()],
  clear: async () => kept.clear(),
}));

let server: FakeServer;

beforeEach(async () => {
  await clear();
  vi.stubGlobal('WebSocket', FakeSocket);
  server = new FakeServer().on('GET /session', me);
});
afterEach(() => vi.unstubAllGlobals());

const post = 'POST /chats/contact-1/messages';
const composer = <Composer contactId="contact-1" customer="Jonas" lastSeq={4} />;

function write(text: string): HTMLElement {
  const field = screen.getByRole('textbox');
  fireEvent.change(field, { target: { value: text } });
  return field;
}

function posts(): number {
  return server.asked.filter((asked) => asked.method === 'POST').length;
}

test('Enter sends, and the field is empty for the next', async () => {
  server.on(post, aMessage({ id: 'new', seq: 5 }));
  show(composer);
  const field = write('Yes, he is.');
  fireEvent.keyDown(field, { key: 'Enter' });
  await waitFor(() => expect(server.asked[0]?.body).toMatchObject({ text: 'Yes, he is.', internal: false }));
  expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toBe('');
});

test('Shift+Enter and a half-composed word do not send', () => {
  show(composer);
  const field = write('Yes');
  fireEvent.keyDown(field, { key: 'Enter', shiftKey: true });
  fireEvent.keyDown(field, { key: 'Enter', isComposing: true });
  expect(server.asked).toEqual([]);
});

test('an internal note is said to be one, and sent as one', async () => {
  server.on(post, aMessage({ internal: true }));
  show(composer);
  fireEvent.click(screen.getByLabelText('Internal note'));
  fireEvent.keyDown(write('Van is late'), { key: 'Enter' });
  await waitFor(() => expect(server.asked[0]?.body).toMatchObject({ internal: true }));
});

test('a draft is there again after a reload', () => {
  const { unmount } = show(composer);
  write('Half a thou');
  unmount();
  show(composer);
  expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toBe('Half a thou');
});

test("another's draft is not shown to who signs in at the same machine, and waits for its writer", () => {
  const lena = show(composer);
  write('He is hard to talk to');
  lena.unmount();
  const marta = show(composer, ['work'], { id: 'marta' });
  expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toBe('');
  marta.unmount();
  show(composer);
  expect(screen.getByRole<HTMLTextAreaElement>('textbox').value).toBe('He is hard to talk to');
});

test("what one wrote is not sent under another's name, and goes out when its writer is back", async () => {
  server.on(post, { title: 'signed out' }, 401).on('GET /chats/contact-1/messages', { items: [] });
  const lena = show(composer);
  fireEvent.keyDown(write('Only for the team'), { key: 'Enter' });
  await waitFor(() => expect(lena.cache.getQueryData<Sending[]>(keys.outbox)?.[0]?.state).toBe('waiting'));
  lena.unmount();

  const marta = { ...me, person: { ...me.person, id: 'marta' } };
  server.on(post, aMessage({ id: 'new', seq: 5 })).on('GET /session', marta);
  const other = show(composer, ['work'], marta.person);
  await flush(other.cache);
  expect(posts()).toBe(1);
  other.unmount();

  server.on('GET /session', me);
  await flush(show(composer).cache);
  expect(posts()).toBe(2);
  expect(kept.size).toBe(0);
});

test('with somebody else signed in meanwhile nothing goes out, and the page is theirs', async () => {
  const assign = vi.spyOn(window.location, 'assign').mockImplementation(() => undefined);
  server.on(post, { title: 'signed out' }, 401);
  const { cache } = show(composer);
  fireEvent.keyDown(write('Only for the team'), { key: 'Enter' });
  await waitFor(() => expect(cache.getQueryData<Sending[]>(keys.outbox)?.[0]?.state).toBe('waiting'));

  server.on('GET /session', { ...me, person: { ...me.person, id: 'marta' } });
  await flush(cache);
  expect(posts()).toBe(1);
  expect(assign).toHaveBeenCalledWith('/');
  expect(kept.size).toBe(1);
});

test('with the line dead a message waits, and goes out later under the same key', async () => {
  server.on(post, aMessage({ id: 'new', seq: 5 })).on('GET /chats/contact-1/messages', { items: [] });
  server.leave();
  const { cache } = show(composer);
  fireEvent.keyDown(write('Are you there?'), { key: 'Enter' });
  await waitFor(() => expect(cache.getQueryData<Sending[]>(keys.outbox)?.[0]?.state).toBe('waiting'));
  expect(kept.size).toBe(1);

  server.comeBack();
  await flush(cache);
  const sent = server.asked.filter((a) => a.method === 'POST');
  expect(sent).toHaveLength(2);
  expect(sent[0]?.key).toBe(sent[1]?.key);
  expect(cache.getQueryData(keys.outbox)).toEqual([]);
  expect(kept.size).toBe(0);
});

test('what others wrote meanwhile holds the message back', async () => {
  const missed = aMessage({ id: 'missed', seq: 5, text: 'It is solved, thanks' });
  server.on('GET /chats/contact-1/messages', { items: [missed] });
  server.leave();
  const { cache } = show(composer);
  fireEvent.keyDown(write('The van is late'), { key: 'Enter' });
  await waitFor(() => expect(cache.getQueryData<Sending[]>(keys.outbox)?.[0]?.state).toBe('waiting'));

  server.comeBack();
  await flush(cache);
  expect(cache.getQueryData<Sending[]>(keys.outbox)?.[0]?.state).toBe('held');
  expect(posts()).toBe(1);
});
