import { expect, test } from 'vitest';
import { aMessage } from '@/test/made';
import { joined, withMarks, withMessageIn } from './thread';

const one = aMessage({ id: 'a', seq: 1 });
const three = aMessage({ id: 'c', seq: 3 });

test('a late message takes its place by seq', () => {
  const thread = withMessageIn([one, three], aMessage({ id: 'b', seq: 2 }));
  expect(thread.map((m) => m.id)).toEqual(['a', 'b', 'c']);
});

test('the same message again only updates its marks', () => {
  const thread = withMessageIn([one, three], { ...one, read: true });
  expect(thread.map((m) => m.id)).toEqual(['a', 'c']);
  expect(thread[0]?.read).toBe(true);
});

test('an answer that comes late does not take a mark back', () => {
  const thread = withMessageIn([{ ...one, delivered: true, read: true }], { ...one, delivered: false, read: false });
  expect(thread.map((m) => [m.delivered, m.read])).toEqual([[true, true]]);
});

test('what came while a read was on its way is kept', () => {
  const late = aMessage({ id: 'd', seq: 4 });
  expect(joined([one, late], [one, three]).map((m) => m.id)).toEqual(['a', 'c', 'd']);
});

test('who has read a message has read those of the same side before it', () => {
  const agent = { kind: 'agent' as const, id: 'lena', name: 'Lena' };
  const said = [aMessage({ id: 'a', seq: 1, from: agent }), aMessage({ id: 'b', seq: 2 })];
  const thread = withMessageIn(said, aMessage({ id: 'c', seq: 3, from: agent, delivered: true, read: true }));
  expect(thread.map((m) => m.read)).toEqual([true, false, true]);
});

test('marks reach each side as far as the other has come', () => {
  const agent = { kind: 'agent' as const, id: 'lena', name: 'Lena' };
  const said = [1, 2, 3, 4].map((seq) => aMessage({ id: `m${seq}`, seq, ...(seq % 2 ? { from: agent } : {}) }));
  const marks = { customer_delivered: 3, customer_read: 1, agent_delivered: 4, agent_read: 2 };
  const thread = withMarks(said, { contact_id: 'contact-1', version: 2, ...marks });
  expect(thread.map((m) => m.delivered)).toEqual([true, true, true, true]);
  expect(thread.map((m) => m.read)).toEqual([true, true, false, false]);
});
