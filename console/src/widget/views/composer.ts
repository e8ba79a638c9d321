import { h, iconButton, setText, type View } from '../dom';
import { typeNames } from '../files';
import { size } from '../format';
import type { State } from '../state';
import { fill } from '../strings';
import { forgetDraft, keepDraft } from './draft';
import { freshId, type Scene } from './scene';
import { trayView } from './tray';

export interface Composer extends View<State> {
  element: HTMLFormElement;
  /** Puts a refused message back for another try. */
  take(text: string): void;
  addFiles(files: Iterable<File>): void;
  focus(): void;
}

/** Where the visitor writes. Enter sends, Shift+Enter breaks the line. */
export function composerView(scene: Scene): Composer {
  const { visit, tongue, keeper } = scene;
  const { t, locale } = tongue;
  const limits = h('p', { class: 'hint limits', id: freshId() });
  const attrs = { rows: '1', placeholder: t.write, 'aria-label': t.write, dir: 'auto', enterkeyhint: 'send' };
  const text = h('textarea', { attrs });
  const picker = h('input', {
    class: 'unseen',
    attrs: { type: 'file', multiple: '', tabindex: '-1', 'aria-hidden': 'true' },
  });
  const attach = iconButton('clip', t.attach, () => picker.click());
  attach.setAttribute('aria-describedby', limits.id);
  const send = iconButton('send', t.send, () => element.requestSubmit());
  send.className = 'send';
  const tray = trayView(scene, () => refresh());
  keepDraft(text, keeper, 'message');

  const refresh = () => {
    const files = tray.ready();
    send.disabled = !files || (text.value.trim() === '' && files.length === 0);
    limits.hidden = tray.element.hidden;
    text.style.setProperty('--lines', String(Math.min(6, text.value.split('\n').length)));
  };
  const submit = (event: Event) => {
    event.preventDefault();
    const files = tray.ready();
    if (!files || send.disabled) return;
    visit.say(text.value.trim(), files);
    forgetDraft(text, keeper, 'message');
    tray.clear();
    text.focus();
  };

  text.addEventListener('input', () => {
    refresh();
    visit.typed();
  });
  text.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    element.requestSubmit();
  });
  text.addEventListener('paste', (event) => {
    const files = event.clipboardData?.files;
    if (!files?.length) return;
    event.preventDefault();
    tray.add(files);
  });
  picker.addEventListener('change', () => {
    tray.add(picker.files ?? []);
    picker.value = '';
  });

  const row = h('div', { class: 'write' }, attach, text, send, picker);
  const element = h('form', { class: 'composer', on: { submit } }, tray.element, limits, row);
  refresh();

  return {
    element,
    focus: () => text.focus(),
    take(returned) {
      text.value = text.value ? `${returned}\n${text.value}` : returned;
      text.dispatchEvent(new Event('input'));
      text.focus();
    },
    addFiles: (files) => tray.add(files),
    show({ config, chat }) {
      tray.show(config);
      // A file needs a chat that the server knows.
      attach.hidden = !chat?.contactId;
      if (!config) return;
      text.maxLength = config.maxText;
      picker.accept = config.types.join(',');
      const places = { size: size(config.maxBytes, locale), types: typeNames(config.types) };
      setText(limits, fill(places.types ? t.limitTypes : t.limit, places));
      attach.title = `${t.attach}. ${limits.textContent}`;
    },
  };
}
