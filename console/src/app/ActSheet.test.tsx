import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { BookButton } from '@/features/callback/BookButton';
import { Composer } from '@/features/chat/Composer';
import { TransferButton } from '@/features/transfer/TransferButton';
import { EndButton } from '@/features/work/EndButton';
import { FakeServer } from '@/test/FakeServer';
import { FakeSocket } from '@/test/FakeSocket';
import { anItem, aScreen } from '@/test/made';
import { show } from '@/test/show';
import { ActSheet } from './ActSheet';

let server: FakeServer;

beforeEach(() => {
  vi.stubGlobal('WebSocket', FakeSocket);
  server = new FakeServer()
    .on('GET /customers/jonas/screen', aScreen())
    .on('GET /queues', { items: [], next_cursor: null })
    .on('GET /agents', { items: [], next_cursor: null })
    .on('POST /work-items/item-1/end', anItem({ state: 'wrap_up' }));
});
afterEach(() => vi.unstubAllGlobals());

const sheet = () => screen.findByRole('dialog', { name: 'The work in hand' });

/** Ctrl+. in the middle of a reply, then the letter where the focus is. */
async function chord(letter: string) {
  fireEvent.keyDown(screen.getByLabelText('Reply to Jonas'), { key: '.', ctrlKey: true });
  fireEvent.keyDown(await sheet(), { key: letter });
}

function desk() {
  const item = anItem();
  show(
    <>
      <ActSheet />
      <TransferButton item={item} onTransferred={() => undefined} />
      <EndButton item={item} />
      <BookButton customerId="jonas" />
      <Composer contactId="contact-1" customer="Jonas" lastSeq={1} />
    </>,
  );
}

test('the sheet tells what can be done, and its keys', async () => {
  desk();
  fireEvent.keyDown(document.body, { key: '.', ctrlKey: true });
  const names = [...(await sheet()).querySelectorAll('button')].map((button) => button.textContent).filter(Boolean);
  expect(names).toEqual(['End chatE', 'Internal noteN', 'Promise a callbackP', 'TransferT']);
});

test('P promises a callback', async () => {
  desk();
  await chord('p');
  expect(await screen.findByRole('dialog', { name: 'Book a callback' })).toBeTruthy();
});

test('T transfers', async () => {
  desk();
  await chord('T');
  expect(await screen.findByRole('dialog', { name: 'Transfer to' })).toBeTruthy();
});

test('E ends the contact', async () => {
  desk();
  await chord('e');
  await waitFor(() => expect(server.asked.some((asked) => asked.path === '/work-items/item-1/end')).toBe(true));
});

test('N writes an internal note, and the focus is there', async () => {
  desk();
  await chord('n');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Internal note' }));
});

test('with nothing in hand it says so', async () => {
  show(<ActSheet />);
  fireEvent.keyDown(document.body, { key: '.', ctrlKey: true });
  expect(await screen.findByText('Nothing is in hand')).toBeTruthy();
});
