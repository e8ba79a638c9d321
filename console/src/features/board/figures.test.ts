import { expect, test } from 'vitest';
import { audited, levelTone, percent } from './figures';

test('what is not known is not invented', () => {
  expect(percent(null)).toBe('–');
  expect(levelTone(null)).toBeUndefined();
});

test.each([
  [0.95, undefined],
  [0.8, undefined],
  [0.78, 'warn'],
  [0.61, 'bad'],
] as const)('a level of %d is %s', (share, tone) => expect(levelTone(share)).toBe(tone));

test('the audit reads as a sentence', () => {
  expect(audited({ violations: 0, decisions: 12480 })).toBe('0 violations in 12,480 decisions');
  expect(audited({ violations: 1, decisions: 1 })).toBe('1 violation in 1 decision');
});
