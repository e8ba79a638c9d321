import type { Customer } from '@/api/types';

type Preferences = Customer['preferences'];

/** A preference a line, as it is written: `Best time: after 17:00`. */
export function textOf(preferences: Preferences): string {
  const lines = Object.entries(preferences).map(([key, value]) => `${key}: ${value}`);
  return lines.sort((a, b) => a.localeCompare(b)).join('\n');
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
}

/** The first line that does not say what it is about, before a colon, and then what is preferred. */
export function lineAstray(text: string): string | undefined {
  return linesOf(text).find((line) => !/^[^:]*\S[^:]*:.*\S/.test(line));
}

/** What to send for the text to hold: what changed, and null for what is gone; undefined when all is as before. */
export function changesIn(text: string, before: Preferences): Record<string, string | null> | undefined {
  if (text === textOf(before)) return undefined;
  const now = new Map(
    linesOf(text).map((line): [string, string] => {
      const [key = '', ...rest] = line.split(':');
      return [key.trim(), rest.join(':').trim()];
    }),
  );
  const gone = Object.keys(before).filter((key) => !now.has(key));
  const changed = [...now].filter(([key, value]) => before[key] !== value);
  if (gone.length + changed.length === 0) return undefined;
  return Object.fromEntries([...gone.map((key): [string, null] => [key, null]), ...changed]);
}
