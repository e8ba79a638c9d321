import { useEffect, useEffectEvent } from 'react';

/** True where letters are text and not commands. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName);
}

/** The name of a press: `F2`, `Shift+F2`, `Ctrl+K`, `j`. Letters keep no Shift, so `?` is `?`. */
export function pressName(event: KeyboardEvent): string {
  const ctrl = event.ctrlKey || event.metaKey ? 'Ctrl+' : '';
  const shift = event.shiftKey && event.key.length > 1 ? 'Shift+' : '';
  const key = event.key.length === 1 && ctrl ? event.key.toUpperCase() : event.key;
  return ctrl + shift + key;
}

/**
 * Listens to keys for the whole page. Function keys and those with Ctrl work everywhere, also mid-word in a text
 * field; single letters only outside of text, and never with Alt, which belongs to the browser's menus.
 */
export function useKeys(keys: Record<string, (() => void) | undefined>): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.altKey) return;
    const name = pressName(event);
    const act = keys[name];
    const everywhere = name.startsWith('Ctrl+') || /F\d+$/.test(name);
    if (!act || (!everywhere && isTyping(event.target))) return;
    event.preventDefault();
    act();
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent) => press(event);
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
}
