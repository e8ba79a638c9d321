import { h, setText } from '../dom';
import { freshId } from './scene';

type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** A labelled control that can say what is wrong with it. */
export class Field<C extends Control = HTMLInputElement> {
  readonly element: HTMLElement;
  private readonly fault: HTMLElement;

  constructor(
    label: string,
    readonly control: C,
    hint = '',
  ) {
    control.id = freshId();
    this.fault = h('p', { class: 'fault', id: freshId(), hidden: true });
    control.setAttribute('aria-describedby', this.fault.id);
    control.addEventListener('input', () => this.wrong(''));
    const attrs = { for: control.id };
    const more = hint && h('span', { class: 'hint', text: ` (${hint})` });
    this.element = h('div', { class: 'field' }, h('label', { attrs }, label, more), control, this.fault);
  }

  get value(): string {
    return this.control.value.trim();
  }

  /** Shows the reason, or clears it with an empty one. */
  wrong(reason: string): void {
    setText(this.fault, reason);
    this.fault.hidden = !reason;
    if (reason) this.control.setAttribute('aria-invalid', 'true');
    else this.control.removeAttribute('aria-invalid');
  }
}

export function input(type: string, autocomplete: string, more: Record<string, string> = {}) {
  return h('input', { attrs: { type, autocomplete, ...more } });
}

export function select(options: { value: string; text: string }[]): HTMLSelectElement {
  return h('select', {}, ...options.map(({ value, text }) => h('option', { text, attrs: { value } })));
}

export const looksLikeEmail = (value: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(value);

/** Shows each fault; true when there is none, else the first faulty control has the focus. */
export function allRight(checks: [Field<Control>, string][]): boolean {
  for (const [field, reason] of checks) field.wrong(reason);
  const first = checks.find(([, reason]) => reason);
  first?.[0].control.focus();
  return !first;
}
