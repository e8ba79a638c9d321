import { useSyncExternalStore } from 'react';

/*
 * One clock for every number on the screen. The server's time is this machine's time plus an offset
 * measured on each ping, and one interval ticks for all, so that every timer flips in the same frame.
 */

let offset = 0;
let second = 0;
let timer: ReturnType<typeof setInterval> | undefined;
const readers = new Set<() => void>();

/** The server's time now, in milliseconds. */
export function serverNow(): number {
  return Date.now() + offset;
}

/** Learns the offset from a server time that was read `roundTrip` milliseconds after it was asked for. */
export function learnServerTime(serverTime: string, roundTrip = 0): void {
  const read = Date.parse(serverTime);
  if (Number.isNaN(read)) return;
  offset = read + roundTrip / 2 - Date.now();
  tick();
}

function tick(): void {
  const now = Math.floor(serverNow() / 1000);
  if (now === second) return;
  second = now;
  for (const read of readers) read();
}

function subscribe(read: () => void): () => void {
  if (readers.size === 0) {
    tick();
    timer = setInterval(tick, 1000);
  }
  readers.add(read);
  return () => {
    readers.delete(read);
    if (readers.size === 0) clearInterval(timer);
  };
}

/** The server's time in whole seconds; re-renders the caller once a second. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => second);
}
