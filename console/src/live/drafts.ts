import { useState } from 'react';
import { useMe } from '@/api/session';

function write(key: string, text: string): void {
  if (text) localStorage.setItem(key, text);
  else localStorage.removeItem(key);
}

/**
 * Text that is never lost: kept under its writer and its name on this machine, back after a reload, a sign-out or a
 * look elsewhere; whoever else signs in here does not see it.
 * Give the component a `key` of the same name, so that another name starts with its own text.
 */
export function useDraft(name: string): [string, (text: string) => void] {
  const key = `switchboard.draft.${useMe().id}.${name}`;
  const [text, setText] = useState(() => localStorage.getItem(key) ?? '');
  const keep = (next: string) => {
    setText(next);
    write(key, next);
  };
  return [text, keep];
}
