import { useSyncExternalStore } from 'react';

/*
 * One clock for every number on the screen. The server's time is this machine's time plus an offset
 * measured on each ping, and one tick at the server's full seconds serves all, so that every timer flips
 * in the same frame and none lags behind.
 */

let offset = 0;
let second = 0;
let timer: ReturnType<typeof setTimeout> | undefined;
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

function tickOn(): void {
  tick();
  timer = setTimeout(tickOn, Math.ceil(1000 - (serverNow() % 1000)));
}

function subscribe(read: () => void): () => void {
  if (readers.size === 0) {
    tickOn();
  }
  readers.add(read);
  return () => {
    readers.delete(read);
    if (readers.size === 0) clearTimeout(timer);
  };
}

/** The server's time in whole seconds; re-renders the caller once a second. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => second);
}
