import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Contact } from '@/api/types';
import {
  aContact,
  aMessage,
  anAgent,
  anItem,
  anOffer,
  contactEvent,
  itemEvent,
  messageEvent,
  offerEvent,
  someWork,
} from '@/test/made';
import { workAfter } from './work';

test('an offer made is there once, however often it is said', () => {
  const made = offerEvent(anOffer());
  const work = workAfter(workAfter(someWork(), made), made);
  expect(work.offers.map((o) => o.id)).toEqual(['offer-1']);
});

test.each(['accepted', 'timeout', 'cancelled', 'rejected'] as const)('an offer that is %s goes away', (state) => {
  const work = workAfter(someWork({ offers: [anOffer()] }), offerEvent(anOffer({ state })));
  expect(work.offers).toEqual([]);
});

test('an item that went to somebody else is no longer work', () => {
  const work = workAfter(someWork({ items: [anItem()] }), itemEvent(anItem({ agent_id: 'marcus', version: 2 })));
  expect(work.items).toEqual([]);
});

test('an item taken counts once in the day', () => {
  const taken = workAfter(someWork({ items: [] }), itemEvent(anItem()));
  const later = workAfter(taken, itemEvent(anItem({ version: 9, state: 'wrap_up' })));
  expect(later.today.handled - someWork().today.handled).toBe(1);
});

test('a completed item leaves the list', () => {
  const work = workAfter(someWork({ items: [anItem()] }), itemEvent(anItem({ state: 'completed', version: 2 })));
  expect(work.items).toEqual([]);
});

test('an item older than the one held changes nothing', () => {
  const before = someWork({ items: [anItem({ version: 3, state: 'wrap_up' })] });
  expect(workAfter(before, itemEvent(anItem({ version: 2 })))).toBe(before);
});

test('the state of another agent changes nothing', () => {
  const before = someWork();
  const after = workAfter(before, {
    family: 'agent',
    kind: 'agent.state_changed',
    pos: 2,
    n: 2,
    version: 9,
    subject: { kind: 'agent', id: 'marcus' },
    state: anAgent({ agent_id: 'marcus', version: 9 }),
  });
  expect(after).toBe(before);
});

test('a customer message raises the count and the preview of its row', () => {
  const work = workAfter(someWork({ items: [anItem()] }), messageEvent(aMessage({ text: 'Hello?' })));
  expect(work.items[0]).toMatchObject({ unread: 1, preview: 'Hello?', last_message_by: 'customer' });
});

describe('what a customer thought of a contact', () => {
  const rated = (own: Partial<Contact> = {}) =>
    contactEvent(aContact({ rating: 2, answered_at: '2026-11-23T09:00:00Z', ...own }), 'contact.rated');
  const before = someWork({ today: { ...someWork().today, rating_avg: 5, rating_count: 2 } });
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'] });
    vi.setSystemTime('2026-11-23T10:14:00Z');
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  test('counts in the day at once', () => {
    expect(workAfter(before, rated()).today).toMatchObject({ rating_avg: 4, rating_count: 3 });
    expect(workAfter(someWork(), rated()).today).toMatchObject({ rating_avg: 2, rating_count: 1 });
  });

  test('of a colleague, or of yesterday, counts elsewhere', () => {
    expect(workAfter(before, rated({ agent_id: 'marcus' }))).toBe(before);
    expect(workAfter(before, rated({ answered_at: '2026-11-22T23:59:00Z' }))).toBe(before);
  });

  test('counts once: later news of the contact is no rating', () => {
    expect(workAfter(before, { ...rated(), kind: 'contact.finished' })).toBe(before);
  });
});

test('an internal note is not a message to answer', () => {
  const before = someWork({ items: [anItem()] });
  expect(workAfter(before, messageEvent(aMessage({ internal: true })))).toBe(before);
});
