import { useState } from 'react';

const prefix = 'switchboard.draft.';

function read(name: string): string {
  return localStorage.getItem(prefix + name) ?? '';
}

function write(name: string, text: string): void {
  if (text) localStorage.setItem(prefix + name, text);
  else localStorage.removeItem(prefix + name);
}

/**
 * Text that is never lost: kept under its name on this machine, back after a reload, a sign-out or a look elsewhere.
 * Give the component a `key` of the same name, so that another name starts with its own text.
 */
export function useDraft(name: string): [string, (text: string) => void] {
  const [text, setText] = useState(() => read(name));
  const keep = (next: string) => {
    setText(next);
    write(name, next);
  };
  return [text, keep];
}
