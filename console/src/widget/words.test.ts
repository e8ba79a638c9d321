import { describe, expect, it } from 'vitest';
import { Refusal, readConfig } from './api';
import { fileFault, typeNames } from './files';
import { howLong, zoneName } from './format';
import { runs } from './links';
import { explain, lawfulWindows } from './refusal';
import { fill, tongue } from './strings';
import { accent } from './theme';

describe('languages', () => {
  it.each([
    [['ar-EG', 'en'], 'ar-EG', 'rtl'],
    [[undefined, 'xx', 'de'], 'de', 'ltr'],
    [['no such locale!'], 'en', 'ltr'],
  ])('%j is spoken as %s, %s', (wishes, locale, dir) => {
    expect(tongue(wishes)).toMatchObject({ locale, dir });
  });

  it('fills places and leaves unknown ones', () => {
    expect(fill('{a} and {b}', { a: 1 })).toBe('1 and {b}');
  });

  it('says spans and zones as the locale does', () => {
    expect(howLong(170, 'en')).toBe('3 minutes');
    expect(zoneName('America/New_York', new Date('2026-11-23T10:00:00Z'), 'en')).toBe('New York (GMT-5)');
  });
});

describe('refusals', () => {
  const words = tongue(['en']);
  const refusal = (status: number, body = {}, retryAfterS: number | null = null) =>
    new Refusal(status, '', body, retryAfterS);

  it('says what happened and what to do', () => {
    expect(explain(refusal(0), words)).toBe(words.t.serverAway);
    expect(explain(refusal(503), words)).toBe(words.t.serverAway);
    expect(explain(refusal(429, {}, 90), words)).toBe('Too many attempts. Please try again in 2 minutes.');
  });

  it('finds the lawful times of a refused call', () => {
    const windows = [{ from: '2026-11-23T14:00:00Z', to: '2026-11-23T21:00:00Z' }, { from: 'nonsense' }];
    expect(lawfulWindows(refusal(422, { windows }))).toHaveLength(1);
    expect(lawfulWindows(refusal(422))).toBeNull();
  });
});

describe('files', () => {
  const config = readConfig({ max_attachment_bytes: 100, attachment_types: ['image/*', 'application/pdf'] });

  it.each([
    [{ size: 100, type: 'image/png' }, null],
    [{ size: 101, type: 'image/png' }, 'tooBig'],
    [{ size: 1, type: 'text/html' }, 'wrongType'],
  ])('%j: %s', (file, fault) => {
    expect(fileFault(file, config)).toBe(fault);
  });

  it('names the types as people do', () => {
    expect(typeNames(config.types)).toBe('image, PDF');
  });
});

it('a web address ends before the sentence does, and only http is one', () => {
  expect(runs('See https://a.example/b?c=1. javascript:alert(1)')).toEqual([
    { text: 'See ', href: null },
    { text: 'https://a.example/b?c=1', href: 'https://a.example/b?c=1' },
    { text: '. javascript:alert(1)', href: null },
  ]);
});

it('a colour too close to the panel is moved until it can be seen', () => {
  expect(accent('#2454c6', 'light')).toEqual({ fill: '#2454c6', on: '#ffffff' });
  expect(accent('#ffff00', 'light').fill).not.toBe('#ffff00');
  expect(accent('not a colour', 'dark').fill).toBe('#eceef2');
});
