import { button, h, icon, type View } from '../dom';
import type { State } from '../state';
import { Field } from './field';
import { freshId, type Scene } from './scene';

/** After the chat: a rating, if the visitor likes, and the way to a new one. */
export function endedView({ visit, tongue: { t } }: Scene): View<State> {
  const heading = h('h3', { text: t.ended, attrs: { tabindex: '-1' } });
  const stars = starsView([t.rate1, t.rate2, t.rate3, t.rate4, t.rate5], t.rate, () => more.removeAttribute('hidden'));
  const text = new Field(
    t.rateMore,
    h('textarea', { attrs: { rows: '2', maxlength: '2000', dir: 'auto' } }),
    t.optional,
  );
  const submit = h('button', { class: 'primary', text: t.rateSend, attrs: { type: 'submit' } });
  const more = h('div', { class: 'stack', hidden: true }, text.element, submit);
  const form = h('form', { class: 'stack' }, stars.element, more);
  const thanks = h('p', { class: 'thanks', hidden: true, attrs: { tabindex: '-1' } }, icon('done'), t.rateThanks);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    visit.rate(stars.score(), text.value);
    thanks.focus();
  });
  const element = h(
    'div',
    { class: 'ended' },
    heading,
    form,
    thanks,
    button(t.newChat, 'plain', () => {
      stars.clear();
      text.control.value = '';
      more.hidden = true;
      visit.again();
    }),
  );
  return {
    element,
    focus: () => heading.focus(),
    show({ rating }) {
      thanks.hidden = rating !== 'thanked';
      form.hidden = rating === 'thanked';
    },
  };
}

/** Five radio buttons that look like stars; the chosen one is also said in words. */
function starsView(names: string[], legend: string, chosen: () => void) {
  const group = freshId();
  const word = h('span', { class: 'hint word' });
  const radios = names.map((name, i) =>
    h('input', { id: freshId(), attrs: { type: 'radio', name: group, value: String(i + 1), 'aria-label': name } }),
  );
  const score = () => radios.findIndex((radio) => radio.checked) + 1;
  const paint = () => {
    labels.forEach((label, i) => {
      label.classList.toggle('lit', i < score());
    });
    word.textContent = names[score() - 1] ?? '';
  };
  const labels = radios.map((radio) => h('label', { attrs: { for: radio.id } }, radio, icon('star')));
  const element = h('fieldset', { class: 'stars' }, h('legend', { text: legend }), h('div', {}, ...labels), word);
  element.addEventListener('change', () => {
    paint();
    chosen();
  });
  const clear = () => {
    for (const radio of radios) radio.checked = false;
    paint();
  };
  return { element, score, clear };
}
