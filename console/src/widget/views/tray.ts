import { button, h, icon, iconButton, setText, type View } from '../dom';
import { fileFault } from '../files';
import { size } from '../format';
import type { Attachment } from '../protocol';
import type { Config } from '../state';
import { fill } from '../strings';
import type { Scene } from './scene';

interface Item {
  element: HTMLElement;
  attachment: Attachment | null;
}

/** What one message may carry. */
const most = 10;

/** Files on their way into the next message. */
export interface Tray extends View<Config | null> {
  add(files: Iterable<File>): void;
  /** The files that have arrived; null while one is still under way or faulty. */
  ready(): Attachment[] | null;
  clear(): void;
}

export function trayView({ visit, tongue }: Scene, changed: () => void): Tray {
  const { t, locale } = tongue;
  const element = h('ul', { class: 'tray', hidden: true });
  let items: Item[] = [];
  let config: Config | null = null;

  const refresh = () => {
    element.hidden = items.length === 0;
    changed();
  };
  const remove = (item: Item) => {
    item.element.remove();
    items = items.filter((other) => other !== item);
    refresh();
  };

  const add = (file: File) => {
    const bar = h('progress', { attrs: { max: '1', 'aria-label': fill(t.uploading, { name: file.name }) } });
    const fault = h('span', { class: 'fault', attrs: { role: 'alert' } });
    const retry = button(t.retry, 'link', () => void upload());
    const drop = iconButton('close', fill(t.remove, { name: file.name }), () => remove(item));
    const name = h('bdi', { class: 'file-name', text: file.name });
    const facts = h('span', { class: 'hint', text: size(file.size, locale) });
    const item: Item = {
      element: h('li', { class: 'file' }, icon('file'), name, facts, drop, bar, fault, retry),
      attachment: null,
    };
    const refuse = (reason: string, again: boolean) => {
      setText(fault, reason);
      bar.hidden = true;
      retry.hidden = !again;
      refresh();
    };
    const upload = async () => {
      setText(fault, '');
      bar.hidden = false;
      retry.hidden = true;
      bar.value = 0;
      try {
        item.attachment = await visit.upload(file, (share) => {
          bar.value = share;
        });
        bar.hidden = true;
        refresh();
      } catch (error) {
        const kept = { name: file.name, size: size(config?.maxBytes ?? 0, locale) };
        const status = (error as { status?: number }).status;
        if (status === 413) refuse(fill(t.tooBig, kept), false);
        else if (status === 415 || status === 422) refuse(fill(t.wrongType, kept), false);
        else refuse(fill(t.uploadFailed, kept), true);
      }
    };
    items.push(item);
    element.append(item.element);
    refresh();
    const wrong = config && fileFault(file, config);
    if (wrong) refuse(fill(t[wrong], { name: file.name, size: size(config?.maxBytes ?? 0, locale) }), false);
    else void upload();
  };

  return {
    element,
    show(next) {
      config = next;
    },
    add(files) {
      for (const file of [...files].slice(0, most - items.length)) add(file);
    },
    ready() {
      const arrived = items.flatMap(({ attachment }) => attachment ?? []);
      return arrived.length === items.length ? arrived : null;
    },
    clear() {
      items = [];
      element.replaceChildren();
      refresh();
    },
  };
}
