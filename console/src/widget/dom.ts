/** The few lines that stand in for a framework: make elements, set text, show and hide. */

type Child = Node | string | null | undefined | false;
type Listeners = { [K in keyof HTMLElementEventMap]?: (event: HTMLElementEventMap[K]) => void };

export interface Traits {
  class?: string;
  id?: string;
  text?: string;
  hidden?: boolean;
  attrs?: Record<string, string>;
  on?: Listeners;
}

/** A piece of the screen that follows the state. */
export interface View<Seen> {
  readonly element: HTMLElement;
  show(seen: Seen): void;
  /** Takes the keyboard, where there is a natural place for it. */
  focus?(): void;
}

export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  traits: Traits = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  if (traits.class) element.className = traits.class;
  if (traits.id) element.id = traits.id;
  if (traits.text !== undefined) element.textContent = traits.text;
  if (traits.hidden) element.hidden = true;
  for (const [name, value] of Object.entries(traits.attrs ?? {})) element.setAttribute(name, value);
  for (const [name, listener] of Object.entries(traits.on ?? {})) {
    element.addEventListener(name, listener as EventListener);
  }
  element.append(...children.filter((child): child is Node | string => Boolean(child)));
  return element;
}

/** Changes text only when it differs, so that live regions and selections are left alone. */
export function setText(element: Element, text: string): void {
  if (element.textContent !== text) element.textContent = text;
}

const paths = {
  chat: 'M20 11.5a7.5 7.5 0 0 1-7.5 7.5c-1.3 0-2.5-.3-3.6-.9L4 19.5l1.4-4.4A7.5 7.5 0 1 1 20 11.5Z',
  close: 'M6 6l12 12M18 6 6 18',
  down: 'M6 9l6 6 6-6',
  back: 'M14 6l-6 6 6 6',
  more: 'M5 12h.01M12 12h.01M19 12h.01',
  send: 'M5 12h13M12 5l7 7-7 7',
  clip: 'm15 7-6.5 6.5a1.5 1.5 0 0 0 2.1 2.1l6.6-6.6a3.5 3.5 0 0 0-5-5l-6.6 6.7a5.5 5.5 0 0 0 7.8 7.8L19 13',
  file: 'M13 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V9l-6-6Zm0 0v6h6',
  clock: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-14v5l3 2',
  sent: 'M5 12.5l4.5 4.5L19 7.5',
  read: 'M2.5 12.5 7 17l9.5-9.5M11.5 15.5 13 17l9-9.5',
  warn: 'M12 9v4m0 3.5h.01M10.3 4.3 2.6 17.5A2 2 0 0 0 4.3 20.5h15.4a2 2 0 0 0 1.7-3L13.7 4.3a2 2 0 0 0-3.4 0Z',
  phone: 'M5 4h4l2 5-2.5 1.5a11 11 0 0 0 5 5L15 13l5 2v4a2 2 0 0 1-2 2A16 16 0 0 1 3 6a2 2 0 0 1 2-2',
  star: 'm12 17.3-5.2 2.9 1.1-5.9-4.4-4.1 6-.8L12 4l2.5 5.4 6 .8-4.4 4.1 1.1 5.9L12 17.3Z',
  done: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm-4-9 3 3 5-6',
} as const;

export type IconName = keyof typeof paths;

const svg = 'http://www.w3.org/2000/svg';

/** Drawn in the text's colour; always beside words, or on a labelled button. */
export function icon(name: IconName): SVGSVGElement {
  const element = document.createElementNS(svg, 'svg');
  element.setAttribute('viewBox', '0 0 24 24');
  element.setAttribute('aria-hidden', 'true');
  element.setAttribute('class', `icon icon-${name}`);
  const path = document.createElementNS(svg, 'path');
  path.setAttribute('d', paths[name]);
  element.append(path);
  return element;
}

export function iconButton(name: IconName, label: string, press: () => void): HTMLButtonElement {
  const attrs = { type: 'button', 'aria-label': label, title: label };
  return h('button', { class: 'quiet', attrs, on: { click: press } }, icon(name));
}

export function button(label: string, kind: 'primary' | 'plain' | 'link', press: () => void) {
  return h('button', { class: kind, text: label, attrs: { type: 'button' }, on: { click: press } });
}
