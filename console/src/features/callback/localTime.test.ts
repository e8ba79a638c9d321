import { expect, test } from 'vitest';
import { instantOf, localOf, suggestion } from './localTime';

test("a local time is an instant in the customer's zone", () => {
  expect(instantOf('2026-11-23T10:15', 'America/New_York')).toBe('2026-11-23T15:15:00.000Z');
  expect(instantOf('2026-07-01T10:15', 'America/New_York')).toBe('2026-07-01T14:15:00.000Z');
});

test('an instant is shown on the wall clock there', () => {
  expect(localOf('2026-11-23T15:15:00Z', 'Europe/Warsaw')).toBe('2026-11-23T16:15');
});

test('the suggestion is a quarter of an hour, an hour ahead, over there', () => {
  expect(suggestion(Date.parse('2026-11-23T15:07:00Z'), 'America/New_York')).toBe('2026-11-23T11:15');
});
