import { expect, test } from 'vitest';
import { dateOf, daysAfter } from './days';

test('days follow one another over months, years and days of 23 hours', () => {
  expect(daysAfter('2026-12-31', 1)).toBe('2027-01-01');
  expect(daysAfter('2028-03-01', -1)).toBe('2028-02-29');
  expect(daysAfter('2026-03-08', 1)).toBe('2026-03-09');
  expect(dateOf(new Date(2026, 0, 5, 23, 59))).toBe('2026-01-05');
});
