import { button, h, icon, setText } from '../dom';
import { clock, shortName, size } from '../format';
import { runs } from '../links';
import type { Attachment, Message } from '../protocol';
import type { Outgoing } from '../state';
import { fill } from '../strings';
import type { Scene } from './scene';

/** One line of the thread, whether the server has it or not. */
export interface Line {
  key: string;
  who: 'customer' | 'agent' | 'system';
  name: string;
  text: string;
  at: string;
  attachments: Attachment[];
  mark: 'sending' | 'sent' | 'delivered' | 'read' | 'refused' | null;
  refused?: string;
}

export function fromMessage(message: Message): Line {
  const own = message.from.kind === 'customer';
  return {
    key: message.client_id ?? message.id,
    who: message.from.kind,
    name: message.from.name ?? '',
    text: message.text,
    at: message.at,
    attachments: message.attachments ?? [],
    mark: own ? progress(message) : null,
  };
}

function progress({ read, delivered }: Message): Line['mark'] {
  if (read) return 'read';
  return delivered ? 'delivered' : 'sent';
}

export function fromOutgoing(entry: Outgoing): Line {
  return {
    key: entry.client_id,
    who: 'customer',
    name: '',
    text: entry.text,
    at: new Date(entry.at).toISOString(),
    attachments: entry.attachments,
    mark: entry.refused ? 'refused' : 'sending',
    refused: entry.refused,
  };
}

/** Builds a line once; only its mark and its place in a group change afterwards. */
export class MessageView {
  readonly element: HTMLLIElement;
  private readonly meta = h('div', { class: 'meta' });
  private shown = '';

  constructor(
    private readonly scene: Scene,
    line: Line,
    private readonly edit: (line: Line) => void,
  ) {
    const { tongue } = scene;
    const author = line.who === 'customer' ? tongue.t.you : line.name || tongue.t.agent;
    this.element = h(
      'li',
      { class: `line ${line.who}` },
      line.who !== 'system' && h('span', { class: 'unseen', text: `${author}: ` }),
      line.text !== '' && h('div', { class: 'bubble', attrs: { dir: 'auto' } }, ...linked(line.text)),
      ...line.attachments.map((attachment) => attachmentView(attachment, scene)),
      this.meta,
    );
  }

  show(line: Line, last: boolean): void {
    const now = `${line.mark}${line.refused}${last}${line.at}`;
    if (now === this.shown) return;
    this.shown = now;
    this.element.classList.toggle('last', last);
    this.element.classList.toggle('refused', line.mark === 'refused');
    this.meta.replaceChildren(...(line.mark === 'refused' ? this.refusal(line) : this.quiet(line, last)));
  }

  private quiet({ who, name, at, mark }: Line, last: boolean): Node[] {
    if (who === 'system' || (!last && mark !== 'sending')) return [];
    const { t, locale } = this.scene.tongue;
    const when = h('time', { text: clock(at, locale), attrs: { datetime: at } });
    if (who === 'agent') return [h('bdi', { text: name || t.agent }), when];
    if (!mark || mark === 'refused') return [when];
    const icons = { sending: 'clock', sent: 'sent', delivered: 'read', read: 'read' } as const;
    const state = h('span', { class: `mark ${mark}`, attrs: { title: t[mark] } }, icon(icons[mark]));
    return [when, state, h('span', { class: mark === 'read' ? '' : 'unseen', text: t[mark] })];
  }

  private refusal(line: Line): Node[] {
    const { tongue, visit } = this.scene;
    const { t } = tongue;
    const reason = h('span', { text: line.refused === 'too_large' ? t.tooLong : t.notSent });
    const takeBack = () => {
      this.edit(line);
      visit.discard(line.key);
    };
    return [
      icon('warn'),
      reason,
      button(t.retry, 'link', () => visit.retry(line.key)),
      button(t.edit, 'link', takeBack),
      button(t.discard, 'link', () => visit.discard(line.key)),
    ];
  }
}

function linked(text: string): (Node | string)[] {
  const attrs = { target: '_blank', rel: 'noopener noreferrer nofollow' };
  return runs(text).map((run) =>
    run.href ? h('a', { text: run.text, attrs: { ...attrs, href: run.href } }) : run.text,
  );
}

function attachmentView(attachment: Attachment, { visit, tongue }: Scene): HTMLElement {
  const { name, mime, id } = attachment;
  const href = visit.attachmentUrl(id);
  const label = fill(tongue.t.download, { name });
  const attrs = { href, target: '_blank', rel: 'noopener', download: name, 'aria-label': label };
  const link = h('a', { class: 'file', attrs });
  const title = h('bdi', { class: 'file-name', text: name });
  const chip = [icon('file'), title, h('span', { class: 'hint', text: size(attachment.size, tongue.locale) })];
  if (!/^image\/(png|jpeg|gif|webp|avif)$/.test(mime)) {
    link.append(...chip);
    return link;
  }
  const picture = h('img', { attrs: { src: href, alt: name, loading: 'lazy' } });
  // A page whose policy shows no foreign pictures still gets a link.
  picture.addEventListener('error', () => {
    link.classList.remove('picture');
    link.replaceChildren(...chip);
  });
  link.classList.add('picture');
  link.append(picture);
  return link;
}

/** Someone is writing: three dots for the eye, a sentence for the ear. */
export function typingView(scene: Scene) {
  const text = h('span');
  const dots = h('span', { class: 'dots', attrs: { 'aria-hidden': 'true' } }, h('i'), h('i'), h('i'));
  const element = h('p', { class: 'typing', hidden: true }, dots, text);
  return {
    element,
    show(on: boolean, name: string | null) {
      element.hidden = !on;
      setText(text, fill(scene.tongue.t.typing, { name: shortName(name ?? scene.tongue.t.agent) }));
    },
  };
}
