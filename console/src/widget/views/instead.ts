import { button, h, setText, type View } from '../dom';
import { explain, names } from '../refusal';
import type { State } from '../state';
import { keepDraft } from './draft';
import { allRight, Field, input } from './field';
import { looksLikePhone, type Scene } from './scene';

/** A call instead of waiting: the offer with a field for the number, or what was agreed and the way back. */
export function insteadView(scene: Scene): View<State> {
  const { visit, tongue, keeper } = scene;
  const { t } = tongue;
  const phone = new Field(
    t.phone,
    input('tel', 'tel', { placeholder: '+1 312 555 0142', dir: 'ltr', maxlength: '30' }),
  );
  keepDraft(phone.control, keeper, 'phone');
  const fault = h('p', { class: 'fault', attrs: { role: 'alert' } });

  const ask = async (wish: () => Promise<void>) => {
    if (call.disabled) return;
    call.disabled = true;
    setText(fault, '');
    try {
      await wish();
    } catch (error) {
      if (names(error, 'phone')) allRight([[phone, t.phoneWrong]]);
      else setText(fault, explain(error, tongue));
    }
    call.disabled = false;
  };
  const submit = (event: Event) => {
    event.preventDefault();
    const reason = looksLikePhone(phone.value) ? '' : phone.value ? t.phoneWrong : t.required;
    if (allRight([[phone, reason]])) void ask(() => visit.callInstead(phone.value.replace(/[^\d+]/g, '')));
  };

  const call = h('button', { class: 'plain', text: t.insteadCall, attrs: { type: 'submit' } });
  const offer = h(
    'form',
    { class: 'instead', attrs: { novalidate: '' }, on: { submit } },
    h('p', { text: t.insteadOffer }),
    phone.element,
    call,
  );
  const back = button(t.insteadBack, 'link', () => void ask(() => visit.waitInstead()));
  const agreed = h('div', { class: 'instead' }, h('p', { text: t.insteadKept }), back);
  const element = h('div', {}, offer, agreed, fault);
  return {
    element,
    show({ chat }) {
      const waits = chat?.phase === 'waiting';
      offer.hidden = !waits || chat.call !== 'offered';
      agreed.hidden = !waits || chat.call !== 'accepted';
      element.hidden = offer.hidden && agreed.hidden;
    },
  };
}
