import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';

/** Something that can be done with the work in hand; `key` is the letter for it. */
export type Act = { key: string; name: string; run: () => void };

/*
 * What can be done now, told by whatever is on the screen. The list of it, which Ctrl+. opens, thus needs to know
 * nothing of chats, tickets or promises.
 */
let acts: readonly Act[] = [];
const readers = new Set<() => void>();

function set(next: readonly Act[]): void {
  acts = next;
  for (const read of readers) read();
}

/** Has an act in that list for as long as the caller is on the screen. */
export function useAct(key: string, name: string, run: () => void): void {
  const latest = useEffectEvent(run);
  useEffect(() => {
    const act = { key, name, run: () => latest() };
    set([...acts, act]);
    return () => set(acts.filter((other) => other !== act));
  }, [key, name]);
}

function subscribe(read: () => void): () => void {
  readers.add(read);
  return () => readers.delete(read);
}

/** What can be done now, in the order of the letters. */
export function useActs(): Act[] {
  const now = useSyncExternalStore(subscribe, () => acts);
  return [...now].sort((a, b) => a.key.localeCompare(b.key));
}
