import { expect, test } from 'vitest';
import { changesIn, lineAstray, textOf } from './preferences';

const before = { channel: 'chat', 'Best time': 'after 17:00' };

test('what was read and not touched sends nothing', () => {
  expect(textOf(before)).toBe('Best time: after 17:00\nchannel: chat');
  expect(changesIn(textOf(before), before)).toBeUndefined();
});

test('what another program put there in a form of its own is left alone', () => {
  const theirs = { 'a:b': 'c', lines: 'one\ntwo' };
  expect(changesIn(textOf(theirs), theirs)).toBeUndefined();
});

test('only what changed is sent, and what is gone as null', () => {
  expect(changesIn('\n Best time :  after 18:30 \nLetters: large print\n', before)).toEqual({
    channel: null,
    'Best time': 'after 18:30',
    Letters: 'large print',
  });
});

test.each(['just words', ': chat', 'channel:', 'channel:  '])('%j is no preference', (line) => {
  expect(lineAstray(`channel: chat\n${line}\n`)).toBe(line.trim());
});

test('a colon more belongs to the answer', () => {
  expect(lineAstray('Best time: 17:00')).toBeUndefined();
});
