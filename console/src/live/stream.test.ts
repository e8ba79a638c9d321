import { expect, test } from 'vitest';
import { anItem, itemEvent } from '@/test/made';
import { admit, emptyStream, reconnected, restart } from './stream';

const first = itemEvent(anItem({ version: 1 }), { pos: 10, n: 1 });

test('a new event is applied and moves the stream on', () => {
  const { stream, verdict } = admit(restart(9), first);
  expect(verdict).toBe('apply');
  expect(stream.pos).toBe(10);
});

test('the same frame twice is applied once', () => {
  const once = admit(emptyStream, first).stream;
  expect(admit(once, first).verdict).toBe('known');
});

test('an event from before the snapshot is left', () => {
  expect(admit(restart(10), first).verdict).toBe('known');
});

test('an older version of a subject is left, though its place is new', () => {
  const newer = admit(emptyStream, itemEvent(anItem({ version: 5 }), { pos: 10, n: 1 })).stream;
  const { verdict, stream } = admit(newer, itemEvent(anItem({ version: 4 }), { pos: 11, n: 2 }));
  expect(verdict).toBe('known');
  expect(stream.pos).toBe(11);
});

test('versions are held per subject', () => {
  const newer = admit(emptyStream, itemEvent(anItem({ version: 5 }), { pos: 10, n: 1 })).stream;
  const other = itemEvent(anItem({ id: 'item-2', version: 1 }), { pos: 11, n: 2 });
  expect(admit(newer, other).verdict).toBe('apply');
});

test('frames out of order do not take the stream back', () => {
  const ahead = admit(emptyStream, itemEvent(anItem({ version: 2 }), { pos: 11, n: 2 })).stream;
  const { stream, verdict } = admit(ahead, first);
  expect(verdict).toBe('known');
  expect(stream.pos).toBe(11);
});

test('a missing frame is a gap and leaves the stream where it was', () => {
  const at10 = admit(emptyStream, first).stream;
  const { stream, verdict } = admit(at10, itemEvent(anItem({ version: 3 }), { pos: 14, n: 3 }));
  expect(verdict).toBe('gap');
  expect(stream.pos).toBe(10);
});

test('a new socket counts its frames anew', () => {
  const at10 = reconnected(admit(emptyStream, { ...first, n: 7 }).stream);
  expect(admit(at10, itemEvent(anItem({ version: 2 }), { pos: 12, n: 1 })).verdict).toBe('apply');
});

test('after a gap the snapshot is the truth, whatever versions were held', () => {
  const held = admit(emptyStream, itemEvent(anItem({ version: 9 }), { pos: 10, n: 1 })).stream;
  expect(held.versions.size).toBe(1);
  expect(restart(40)).toEqual({ pos: 40, n: null, versions: new Map() });
});
