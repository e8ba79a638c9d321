import { expect, test } from 'vitest';
import { cityOf, clock, secondsSince, span, timeOfDay } from './time';

test.each([
  [0, '0:00'],
  [48, '0:48'],
  [221, '3:41'],
  [3800, '1:03:20'],
  [-5, '−0:05'],
])('%i seconds on a clock are %s', (seconds, words) => expect(clock(seconds)).toBe(words));

test.each([
  [9, '9s'],
  [1320, '22m'],
  [16_380, '4h 33m'],
  [100_800, '1d 4h'],
  [-340, '−5m'],
])('%i seconds as a span are %s', (seconds, words) => expect(span(seconds)).toBe(words));

test('time is counted from the server time given', () => {
  expect(secondsSince('1970-01-01T00:01:00Z', 100)).toBe(40);
});

test('a time of day is told in the zone asked for', () => {
  expect(timeOfDay('2026-11-23T10:15:00Z', 'Europe/Warsaw')).toBe('11:15');
});

test('an unknown zone does not break the screen', () => {
  expect(timeOfDay('2026-11-23T10:15:00Z', 'Mars/Olympus')).toMatch(/\d\d:\d\d/);
});

test('a zone is called by its city', () => {
  expect(cityOf('America/New_York')).toBe('New York');
});
