import type { Marks, Message } from '@/api/types';

/**
 * The thread with a message in its place by `seq`; the same message again only moves its marks forward,
 * since the answer to a post may come after the news that it was read.
 * Marks are watermarks: whoever has read a message has read those before it.
 */
export function withMessageIn(thread: readonly Message[], message: Message): Message[] {
  const others = thread.filter((m) => m.id !== message.id).map((m) => withMarksOf(m, message));
  const at = others.findLastIndex((m) => m.seq < message.seq) + 1;
  const held = thread.find((m) => m.id === message.id);
  return others.toSpliced(at, 0, held ? withMarksOf(message, held) : message);
}

/**
 * What was read joined with what is held: news that came over the socket while the answer
 * was on its way must not go again, and messages never do.
 */
export function joined(held: readonly Message[], read: readonly Message[]): Message[] {
  return read.reduce<Message[]>(withMessageIn, [...held]);
}

function withMarksOf(earlier: Message, message: Message): Message {
  if (earlier.seq > message.seq || earlier.from.kind !== message.from.kind) return earlier;
  const read = earlier.read || message.read;
  const delivered = earlier.delivered || message.delivered;
  return read === earlier.read && delivered === earlier.delivered ? earlier : { ...earlier, read, delivered };
}

/** The thread with each side's messages marked as far as the other side has come; marks only go forward. */
export function withMarks(thread: readonly Message[], marks: Marks): Message[] {
  return thread.map((message) => {
    const own = message.from.kind === 'customer';
    const delivered = message.delivered || message.seq <= (own ? marks.agent_delivered : marks.customer_delivered);
    const read = message.read || message.seq <= (own ? marks.agent_read : marks.customer_read);
    return read === message.read && delivered === message.delivered ? message : { ...message, delivered, read };
  });
}
