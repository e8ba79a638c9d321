import { expect, test } from 'vitest';
import { levelTone, percent } from './figures';

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
