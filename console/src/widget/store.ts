import { createStore, del, set, values } from 'idb-keyval';
import type { OutboxStore } from './outbox';
import type { Outgoing } from './state';

export function memoryStore(): OutboxStore {
  const entries = new Map<string, Outgoing>();
  return {
    all: async () => [...entries.values()],
    put: async (entry) => void entries.set(entry.client_id, entry),
    drop: async (clientId) => void entries.delete(clientId),
  };
}

/** IndexedDB where the browser grants it, memory where it does not (private windows, full disks). */
export function browserStore(): OutboxStore {
  const memory = memoryStore();
  let db: ReturnType<typeof createStore> | null = null;
  try {
    db = createStore('switchboard', 'outbox');
  } catch {
    return memory;
  }
  const kept = db;
  return {
    async all() {
      const stored = await values<Outgoing>(kept).catch(() => []);
      return [...stored, ...(await memory.all())];
    },
    put: (entry) => set(entry.client_id, entry, kept).catch(() => memory.put(entry)),
    async drop(clientId) {
      await memory.drop(clientId);
      await del(clientId, kept).catch(() => undefined);
    },
  };
}
