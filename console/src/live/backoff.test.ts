import { expect, test } from 'vitest';
import { retryDelay } from './backoff';

test('waits double from half a second to eight', () => {
  const longest = [0, 1, 2, 3, 4, 5, 50].map((n) => retryDelay(n, () => 1));
  expect(longest).toEqual([500, 1000, 2000, 4000, 8000, 8000, 8000]);
});

test('chance takes off up to half', () => {
  expect(retryDelay(4, () => 0)).toBe(4000);
});
