/** Small things that should outlive the page: token, consent, drafts. Memory where storage is barred. */
export interface Keeper {
  get(key: string): string | null;
  set(key: string, value: string | null): void;
}

export function keeper(storage: () => Storage = () => window.localStorage): Keeper {
  const memory = new Map<string, string>();
  const name = (key: string) => `switchboard.${key}`;
  return {
    get(key) {
      try {
        return storage().getItem(name(key)) ?? memory.get(key) ?? null;
      } catch {
        return memory.get(key) ?? null;
      }
    },
    set(key, value) {
      if (value === null) memory.delete(key);
      else memory.set(key, value);
      try {
        if (value === null) storage().removeItem(name(key));
        else storage().setItem(name(key), value);
      } catch {
        // Kept in memory for the life of the page.
      }
    },
  };
}
