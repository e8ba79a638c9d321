import type { Message } from '@/api/types';

/** The thread with a message in its place by `seq`; the same message again only updates its marks. */
export function withMessageIn(thread: readonly Message[], message: Message): Message[] {
  const others = thread.filter((m) => m.id !== message.id);
  const at = others.findLastIndex((m) => m.seq < message.seq) + 1;
  return others.toSpliced(at, 0, message);
}
