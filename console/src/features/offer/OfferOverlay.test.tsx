import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeServer } from '@/test/FakeServer';
import { FakeSocket } from '@/test/FakeSocket';
import { anItem, anOffer, aScreen, at } from '@/test/made';
import { show } from '@/test/show';
import { OfferOverlay } from './OfferOverlay';

let server: FakeServer;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] });
  vi.setSystemTime('2026-11-23T10:14:06Z');
  vi.stubGlobal('WebSocket', FakeSocket);
  server = new FakeServer();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const field = <textarea aria-label="Reply" defaultValue="Half a wo" />;

test('it rings without taking the focus', () => {
  show(field);
  screen.getByLabelText('Reply').focus();
  show(<OfferOverlay offer={anOffer()} onAccepted={() => undefined} />);
  expect(document.activeElement).toBe(screen.getByLabelText('Reply'));
});

test('it is announced once, as an alert', async () => {
  show(<OfferOverlay offer={anOffer()} onAccepted={() => undefined} />);
  const alerts = await screen.findAllByRole('alert');
  expect(alerts.map((a) => a.textContent)).toEqual(['Incoming chat, Jonas Berg, Broadband. Press F2 to answer.']);
});

test('F2 answers from inside a text field, and the word goes on', async () => {
  const accepted = vi.fn();
  server.on('POST /offers/offer-1/accept', anItem());
  show(
    <>
      {field}
      <OfferOverlay offer={anOffer()} onAccepted={accepted} />
    </>,
  );
  const reply = screen.getByLabelText<HTMLTextAreaElement>('Reply');
  reply.focus();
  fireEvent.keyDown(reply, { key: 'F2' });
  await waitFor(() => expect(accepted).toHaveBeenCalled());
  expect(document.activeElement).toBe(reply);
  expect(reply.value).toBe('Half a wo');
});

test('a second F2 does not accept twice', async () => {
  server.on('POST /offers/offer-1/accept', anItem());
  show(<OfferOverlay offer={anOffer()} onAccepted={() => undefined} />);
  fireEvent.keyDown(document.body, { key: 'F2' });
  await waitFor(() => expect(server.asked).toHaveLength(1));
  fireEvent.keyDown(document.body, { key: 'F2' });
  expect(server.asked).toHaveLength(1);
  expect(server.asked[0]?.key).toBeTruthy();
});

test('news of the answer that comes before the answer itself does not lose it', async () => {
  const accepted = vi.fn();
  server.on('POST /offers/offer-1/accept', anItem());
  const { unmount } = show(<OfferOverlay offer={anOffer()} onAccepted={accepted} />);
  fireEvent.keyDown(document.body, { key: 'F2' });
  await waitFor(() => expect(server.asked).toHaveLength(1));
  unmount();
  await waitFor(() => expect(accepted).toHaveBeenCalledOnce());
});

test('Shift+F2 asks for the reason, and declines with it', async () => {
  server.on('POST /offers/offer-1/reject', {});
  show(<OfferOverlay offer={anOffer()} onAccepted={() => undefined} />);
  fireEvent.keyDown(document.body, { key: 'F2', shiftKey: true });
  fireEvent.click(await screen.findByText('I cannot help with this'));
  await waitFor(() => expect(server.asked[0]?.body).toEqual({ reason: 'wrong_skill' }));
});

test('the countdown is from the deadline, so a late screen shows less', () => {
  show(<OfferOverlay offer={anOffer({ expires_at: '2026-11-23T10:14:20Z' })} onAccepted={() => undefined} />);
  expect(screen.getByLabelText(/seconds left/).textContent).toBe('14');
});

test('the countdown never begins above the time that the offer has', () => {
  const offer = anOffer({ offered_at: '2026-11-23T10:14:07.1Z', expires_at: '2026-11-23T10:14:27.1Z' });
  show(<OfferOverlay offer={offer} onAccepted={() => undefined} />);
  expect(screen.getByLabelText(/seconds left/).textContent).toBe('20');
});

test('it shows what the colleague said who handed it on', () => {
  const handover = { at, by: { id: 'omar', name: 'Omar Haddad' }, note: 'Wants a refund, is angry' };
  show(<OfferOverlay offer={anOffer({ item: anItem({ handover }) })} onAccepted={() => undefined} />);
  expect(screen.getByText('From Omar Haddad')).toBeTruthy();
  expect(screen.getByText('Wants a refund, is angry')).toBeTruthy();
});

test('it shows the whole context that came with it', () => {
  const context = aScreen({
    organisation: { id: 'berg', name: 'Berg & Sons', role: 'Decision-maker', since: '2023-02-01' },
    page: { url: 'https://shop.example/cart', title: 'Cart', referrer: 'https://search.example' },
    fields: [{ entity: 'ticket', key: 'outage', label: 'Outage', value: true }],
    tickets: [{ id: 't', number: 48177, subject: 'Refund', state: 'open', priority: 2, due_at: null }],
  });
  show(<OfferOverlay offer={anOffer({ screen: context })} onAccepted={() => undefined} />);
  for (const words of [
    'On Cart',
    'Came from https://search.example',
    'Outage',
    'Yes',
    'You match: Polish',
    'Decision-maker at Berg & Sons',
    '#48177',
    'Do not record',
  ]) {
    expect(screen.getByText(words)).toBeTruthy();
  }
});

test('it says which field sent the work this way', () => {
  const because = "The customer's Country is DE: asks for German, level 5";
  const why = { text: 'You match: German', chosen_by: 'longest_idle', candidates: 1, because };
  show(<OfferOverlay offer={anOffer({ why })} onAccepted={() => undefined} />);
  expect(screen.getByText(because)).toBeTruthy();
});

test('of who is called in their turn it says whose place they kept', () => {
  const kept_since = new Date(2026, 10, 23, 10, 32).toISOString();
  const item = anItem({ channel: 'callback', kept_since });
  show(<OfferOverlay offer={anOffer({ item })} onAccepted={() => undefined} />);
  expect(screen.getByText('call back · place kept since 10:32')).toBeTruthy();
});

test('while it rings a rating is told, its words are for later', () => {
  const earlier = { id: 'rated', channel: 'chat', direction: 'in', agent: '', queue: '', disposition: '' } as const;
  const context = aScreen({ contacts: [{ ...earlier, opened_at: at, subject: 'Fibre', rating: 1 }] });
  show(<OfferOverlay offer={anOffer({ screen: context })} onAccepted={() => undefined} />);
  expect(screen.getByText('rated 1 of 5')).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'What they said' })).toBeNull();
});
