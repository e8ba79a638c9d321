import type { LiveEvent } from './frames';

/** How far this tab has come in the journal's stream, and the version it holds of each subject. */
export type Stream = { pos: number | null; n: number | null; versions: ReadonlyMap<string, number> };

export const emptyStream: Stream = { pos: null, n: null, versions: new Map() };

/** What to do with an event: apply it, leave it (already known), or ask again because one is missing. */
export type Verdict = 'apply' | 'known' | 'gap';

/**
 * Judges an event and moves the stream on; pure, so that duplicates and reordering can be tested.
 * A message has no version of its own: its marks only ever go forward, and its place in the stream is enough.
 */
export function admit(stream: Stream, event: LiveEvent): { stream: Stream; verdict: Verdict } {
  if (stream.n !== null && event.n > stream.n + 1) return { stream, verdict: 'gap' };
  const n = Math.max(stream.n ?? 0, event.n);
  if (stream.pos !== null && event.pos <= stream.pos) return { stream: { ...stream, n }, verdict: 'known' };

  const subject = `${event.subject.kind}:${event.subject.id}`;
  const held = stream.versions.get(subject) ?? 0;
  const moved = { pos: event.pos, n, versions: stream.versions };
  if (event.family !== 'message' && event.version > 0 && event.version <= held)
    return { stream: moved, verdict: 'known' };
  return {
    stream: { ...moved, versions: new Map(stream.versions).set(subject, event.version) },
    verdict: 'apply',
  };
}

/** A snapshot is the whole truth at its position: what was held before counts no longer. */
export function restart(pos: number): Stream {
  return { pos, n: null, versions: new Map() };
}

/** A new socket numbers its frames anew. */
export function reconnected(stream: Stream): Stream {
  return { ...stream, n: null };
}
