import { MutationObserver, type QueryClient, useQuery } from '@tanstack/react-query';
import { del, entries, set } from 'idb-keyval';
import { readThread, sendMessage, type Unsent } from '@/api/chats';
import { asFault } from '@/api/fault';
import { keys } from '@/api/keys';
import { personIn, stillMine } from '@/api/session';
import type { Message } from '@/api/types';
import { joined, withMessageIn } from './thread';

/*
 * Messages on their way. Each is stored in IndexedDB before it is sent and forgotten when the server has it,
 * so that a reload or a dead line loses nothing; its idempotency key makes a second try harmless.
 * It is stored under who wrote it: at a shared desk it waits until that person is back, and is nobody else's.
 */

/** `held` waits for the writer's word, since the thread moved on while the line was down. */
export type Sending = Unsent & { state: 'sending' | 'waiting' | 'held' | 'refused'; reason?: string };

/** Under what this person's messages are stored. */
function prefixIn(cache: QueryClient): string {
  return `unsent:${personIn(cache).id}:`;
}

function patch(cache: QueryClient, key: string, change: Partial<Sending> | null): void {
  cache.setQueryData<Sending[]>(keys.outbox, (rows = []) =>
    change ? rows.map((r) => (r.key === key ? { ...r, ...change } : r)) : rows.filter((r) => r.key !== key),
  );
}

/** What of one's own is not yet with the server, all contacts, in the order written. */
export function useOutbox(): Sending[] {
  return useQuery(outbox).data ?? [];
}

const outbox = {
  queryKey: keys.outbox,
  queryFn: ({ client }: { client: QueryClient }) => stored(prefixIn(client)),
  staleTime: Number.POSITIVE_INFINITY,
};

async function stored(prefix: string): Promise<Sending[]> {
  const rows = await entries<string, Unsent>().catch(() => []);
  return rows
    .filter(([key]) => key.startsWith(prefix))
    .map(([, unsent]) => ({ ...unsent, state: 'waiting' as const }))
    .sort((a, b) => a.writtenAt.localeCompare(b.writtenAt));
}

/** Shows a message at once, stores it, and sends it. */
export async function post(cache: QueryClient, unsent: Unsent): Promise<void> {
  cache.setQueryData<Sending[]>(keys.outbox, (rows = []) => [...rows, { ...unsent, state: 'sending' }]);
  await set(prefixIn(cache) + unsent.key, unsent).catch(() => undefined);
  await send(cache, unsent);
}

/** Sends one message; a passing fault leaves it waiting, a refusal is shown on it. */
export async function send(cache: QueryClient, unsent: Unsent): Promise<void> {
  patch(cache, unsent.key, { state: 'sending' });
  try {
    // As a mutation, so that a session that has ended is noticed as with any other press.
    const message = await new MutationObserver(cache, { mutationFn: sendMessage }).mutate(unsent);
    arrived(cache, unsent.key, message);
  } catch (error) {
    const fault = asFault(error);
    const waits = fault.passing || fault.status === 401;
    patch(cache, unsent.key, waits ? { state: 'waiting' } : { state: 'refused', reason: fault.words.text });
  }
}

function arrived(cache: QueryClient, key: string, message: Message): void {
  cache.setQueryData<Message[]>(keys.thread(message.contact_id), (thread) => thread && withMessageIn(thread, message));
  patch(cache, key, null);
  void del(prefixIn(cache) + key).catch(() => undefined);
}

/** Takes a message back before it went out; gives its text for the composer. */
export async function takeBack(cache: QueryClient, unsent: Unsent): Promise<string> {
  patch(cache, unsent.key, null);
  await del(prefixIn(cache) + unsent.key).catch(() => undefined);
  return unsent.text;
}

/** Sends what waited once the line is back, unless somebody wrote meanwhile: then the writer is asked once. */
export async function flush(cache: QueryClient): Promise<void> {
  const rows = await cache.ensureQueryData(outbox);
  const waiting = rows.filter((r) => r.state === 'waiting');
  // Somebody else may have signed in since, in another window of this machine.
  if (waiting.length === 0 || !(await stillMine(cache))) return;
  for (const contactId of new Set(waiting.map((r) => r.contactId))) {
    const read = await readThread(contactId).catch(() => null);
    if (!read) continue;
    const thread = joined(cache.getQueryData<Message[]>(keys.thread(contactId)) ?? [], read);
    cache.setQueryData(keys.thread(contactId), thread);
    for (const row of waiting.filter((r) => r.contactId === contactId)) {
      if (missedSince(thread, row.afterSeq).length > 0) patch(cache, row.key, { state: 'held' });
      else await send(cache, row);
    }
  }
}

/** What others wrote after the last message the writer had seen. */
export function missedSince(thread: readonly Message[], seq: number): Message[] {
  return thread.filter((m) => m.seq > seq && m.from.kind !== 'system');
}
