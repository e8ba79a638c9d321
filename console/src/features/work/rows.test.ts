import { expect, test } from 'vitest';
import { anItem, anOffer, someWork } from '@/test/made';
import { byUrgency, groupsOf } from './rows';

test('work stands in its groups, and empty ones are left out', () => {
  const work = someWork({
    offers: [anOffer()],
    items: [anItem({ id: 'a' }), anItem({ id: 'b', state: 'wrap_up' })],
  });
  expect(groupsOf(work, [], []).map((g) => [g.title, g.rows.map((r) => r.key)])).toEqual([
    ['Ringing', ['offer-1']],
    ['Live', ['a']],
    ['Wrap-up', ['b']],
  ]);
});

test('a new message does not move a row', () => {
  const early = anItem({ id: 'early', accepted_at: '2026-11-23T10:00:00Z' });
  const late = anItem({ id: 'late', accepted_at: '2026-11-23T10:10:00Z' });
  const touched = { ...late, last_message_at: '2026-11-23T10:20:00Z', unread: 3 };
  const keys = groupsOf(someWork({ items: [touched, early] }), [], [])[0]?.rows.map((r) => r.key);
  expect(keys).toEqual(['early', 'late']);
});

test('voice rings first, though a chat ends sooner', () => {
  const chat = anOffer({ id: 'chat', expires_at: '2026-11-23T10:14:05Z' });
  const call = anOffer({ id: 'call', item: anItem({ channel: 'call' }), expires_at: '2026-11-23T10:14:15Z' });
  expect([chat, call].sort(byUrgency).map((o) => o.id)).toEqual(['call', 'chat']);
});
