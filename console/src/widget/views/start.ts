import { button, h, type View } from '../dom';
import type { Queue, State } from '../state';
import { forgetDraft, keepDraft } from './draft';
import { allRight, Field, input, looksLikeEmail, select } from './field';
import { freshId, type Scene } from './scene';

/** The form before a chat: who, about what, and whether the agent may see the page. */
export function startView({ visit, tongue: { t }, keeper, options }: Scene): View<State> {
  const name = new Field(t.name, input('text', 'name', { maxlength: '200' }), t.optional);
  const email = new Field(t.email, input('email', 'email', { maxlength: '254', dir: 'ltr' }), t.optional);
  const topic = new Field(t.topic, select([]));
  const text = new Field(t.message, h('textarea', { attrs: { rows: '3', maxlength: '4000', dir: 'auto' } }));
  keepDraft(name.control, keeper, 'name');
  keepDraft(email.control, keeper, 'email');
  keepDraft(text.control, keeper, 'opening');

  const consent = h('input', { id: freshId(), attrs: { type: 'checkbox' } });
  consent.checked = visit.consent;
  const consentMore = h('p', { class: 'hint', id: freshId(), text: t.consentMore });
  consent.setAttribute('aria-describedby', consentMore.id);
  const call = button(t.askCall, 'link', () => visit.show('callback'));

  const submit = (event: Event) => {
    event.preventDefault();
    const right = allRight([
      [email, email.value && !looksLikeEmail(email.value) ? t.emailWrong : ''],
      [text, text.value ? '' : t.required],
    ]);
    if (!right) return;
    visit.share(consent.checked);
    visit.begin({
      text: text.value,
      name: name.value || undefined,
      email: email.value || undefined,
      queue: topic.value || undefined,
    });
    forgetDraft(text.control, keeper, 'opening');
  };

  const element = h(
    'form',
    { class: 'form', attrs: { novalidate: '' }, on: { submit } },
    h('h3', { text: t.greeting }),
    h('p', { class: 'lead', text: t.greetingMore }),
    h('div', { class: 'pair even' }, name.element, email.element),
    topic.element,
    text.element,
    h('div', { class: 'check' }, consent, h('label', { text: t.consent, attrs: { for: consent.id } }), consentMore),
    h('button', { class: 'primary wide', text: t.start, attrs: { type: 'submit' } }),
    call,
  );

  let shown: Queue[] | undefined;
  return {
    element,
    focus: () => (name.value ? text : name).control.focus(),
    show({ config }) {
      if (!text.value) text.control.value = keeper.get('draft.opening') ?? '';
      call.hidden = !config?.callbacks;
      if (config?.queues === shown) return;
      shown = config?.queues;
      const queues = shown ?? [];
      topic.element.hidden = queues.length < 2;
      const all = [{ value: '', text: t.anyTopic }, ...queues.map((q) => ({ value: q.id, text: q.name }))];
      topic.control.replaceChildren(...select(all).children);
      topic.control.value = queues.find((q) => q.id === options.queue || q.name === options.queue)?.id ?? '';
    },
  };
}
