/** What the embedding page says in the script's data attributes. */
export interface Options {
  /** Origin of the server: where widget.js came from. */
  base: string;
  colour: string | undefined;
  position: 'end' | 'start';
  title: string | undefined;
  locale: string | undefined;
  theme: 'auto' | 'light' | 'dark';
  /** Queue id or name to start in, when the page knows the topic. */
  queue: string | undefined;
}

export function readOptions(script: HTMLScriptElement | null, here: string): Options {
  const data: DOMStringMap = script?.dataset ?? {};
  return {
    base: new URL(script?.src || here, here).origin,
    colour: data.colour ?? data.color,
    position: data.position === 'start' ? 'start' : 'end',
    title: data.title || undefined,
    locale: data.locale || undefined,
    theme: data.theme === 'light' || data.theme === 'dark' ? data.theme : 'auto',
    queue: data.queue || undefined,
  };
}
