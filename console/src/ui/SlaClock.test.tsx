import { render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SlaClock } from './SlaClock';

beforeEach(() => {
  vi.useFakeTimers();
  vi.setSystemTime('2026-11-23T10:00:00Z');
});
afterEach(() => vi.useRealTimers());

const start = '2026-11-23T08:00:00Z';

test.each([
  ['2026-11-23T14:33:00Z', '4h 33m', null],
  ['2026-11-23T10:22:00Z', '◆ 22m', 'warn'],
  ['2026-11-23T09:55:00Z', '▲ −5m', 'bad'],
])('due %s shows %s', (due, words, tone) => {
  render(<SlaClock due={due} start={start} />);
  expect(screen.getByRole('timer').textContent).toBe(words);
  expect(screen.getByRole('timer').getAttribute('data-tone')).toBe(tone);
});
