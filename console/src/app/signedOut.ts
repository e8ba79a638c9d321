import { useSyncExternalStore } from 'react';

/*
 * Whether the session ended under the person's hands. The screen stays as it is and a sheet asks to sign in again.
 */
let ended = false;
const readers = new Set<() => void>();

function set(next: boolean): void {
  if (ended === next) return;
  ended = next;
  for (const read of readers) read();
}

export function askToSignIn(): void {
  set(true);
}

export function signedInAgain(): void {
  set(false);
}

function subscribe(read: () => void): () => void {
  readers.add(read);
  return () => readers.delete(read);
}

export function useSignedOut(): boolean {
  return useSyncExternalStore(subscribe, () => ended);
}
