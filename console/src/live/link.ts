import { useSyncExternalStore } from 'react';

/** How this tab's line to the server stands. */
export type Link = {
  phase: 'connecting' | 'up' | 'down' | 'signed_out' | 'replaced';
  /** When the phase began, this machine's clock, milliseconds. */
  since: number;
  /** The last ping's round trip, milliseconds. */
  roundTrip: number | null;
};

let link: Link = { phase: 'connecting', since: Date.now(), roundTrip: null };
const readers = new Set<() => void>();

function set(next: Link): void {
  link = next;
  for (const read of readers) read();
}

export function currentLink(): Link {
  return link;
}

/** Moves the line to a phase. The same phase again keeps its `since`, and a retry does not make a dead line young. */
export function setPhase(phase: Link['phase']): void {
  if (link.phase === 'down' && phase === 'connecting') return;
  if (link.phase !== phase) set({ ...link, phase, since: Date.now() });
}

export function setRoundTrip(roundTrip: number): void {
  set({ ...link, roundTrip });
}

export function subscribeLink(read: () => void): () => void {
  readers.add(read);
  return () => readers.delete(read);
}

export function useLink(): Link {
  return useSyncExternalStore(subscribeLink, currentLink);
}
