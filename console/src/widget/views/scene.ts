import type { Keeper } from '../keeper';
import type { Options } from '../options';
import type { Tongue } from '../strings';
import type { Visit } from '../visit';

/** What every view needs. */
export interface Scene {
  visit: Visit;
  tongue: Tongue;
  keeper: Keeper;
  options: Options;
}

export const looksLikePhone = (value: string) => /^\+[\d\s().-]{7,20}$/.test(value);

let count = 0;

/** Ids within the shadow root, for labels and descriptions. */
export function freshId(): string {
  count += 1;
  return `f${count}`;
}

/** The same key for the same body, a new one for a changed body. */
export function keyMaker(): (body: unknown) => string {
  let last = '';
  let key = '';
  return (body) => {
    const now = JSON.stringify(body);
    if (now !== last) key = crypto.randomUUID();
    last = now;
    return key;
  };
}
