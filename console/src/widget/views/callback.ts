import { days, firstWish, quarters } from '../days';
import { button, h, setText, type View } from '../dom';
import { localTime, moment, span, zoneName } from '../format';
import { type CallWindow, explain, lawfulWindows, names } from '../refusal';
import type { State } from '../state';
import { fill } from '../strings';
import { keepDraft } from './draft';
import { allRight, Field, input, select } from './field';
import { keyMaker, looksLikePhone, type Scene } from './scene';
import { thanks } from './thanks';

/** A call at a time that suits, in the visitor's own zone. */
export function callbackView(scene: Scene): View<State> {
  const { visit, tongue, keeper } = scene;
  const { t, locale } = tongue;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const phone = new Field(
    t.phone,
    input('tel', 'tel', { placeholder: '+1 312 555 0142', dir: 'ltr', maxlength: '30' }),
  );
  const day = new Field(t.day, select(days(new Date(), tongue)));
  const time = new Field(t.time, select(quarters(locale)));
  const topic = new Field(t.callTopic, input('text', 'off', { maxlength: '200', dir: 'auto' }), t.optional);
  keepDraft(phone.control, keeper, 'phone');
  keepDraft(topic.control, keeper, 'callTopic');
  const wish = firstWish(new Date());
  day.control.value = wish.day;
  time.control.value = wish.time;
  const fault = h('p', { class: 'fault', attrs: { role: 'alert' } });
  const windows = h('div', { class: 'windows' });
  const send = h('button', { class: 'primary wide', text: t.callSend, attrs: { type: 'submit' } });
  const keyFor = keyMaker();

  const offer = (found: CallWindow[]) => {
    setText(fault, found.length ? t.callRefused : t.callRefusedBare);
    windows.replaceChildren(
      ...found.slice(0, 5).map((w) =>
        button(span(w.from, w.to, locale), 'plain', () => {
          const local = localTime(upToQuarter(w.from));
          day.control.value = local.slice(0, 10);
          time.control.value = local.slice(11);
          time.control.focus();
        }),
      ),
    );
  };

  const submit = async (event: Event) => {
    event.preventDefault();
    const reason = looksLikePhone(phone.value) ? '' : phone.value ? t.phoneWrong : t.required;
    if (!allRight([[phone, reason]]) || send.disabled) return;
    send.disabled = true;
    setText(fault, '');
    windows.replaceChildren();
    const local = `${day.value}T${time.value}`;
    const body = { phone: phone.value.replace(/[^\d+]/g, ''), local, zone, topic: topic.value };
    try {
      await visit.wishCallback(body, keyFor(body));
      thank(new Date(local), phone.value);
    } catch (error) {
      const lawful = lawfulWindows(error);
      if (lawful) offer(lawful);
      else if (names(error, 'phone')) allRight([[phone, t.phoneWrong]]);
      else setText(fault, explain(error, tongue));
    }
    send.disabled = false;
  };

  const form = h(
    'form',
    { class: 'form', attrs: { novalidate: '' }, on: { submit } },
    h('h3', { text: t.callTitle }),
    phone.element,
    h('div', { class: 'pair' }, day.element, time.element),
    h('p', { class: 'hint', text: fill(t.zone, { zone: zoneName(zone, new Date(), locale) }) }),
    topic.element,
    fault,
    windows,
    send,
  );

  const when = h('p', { class: 'big' });
  const done = thanks(form, scene, 'phone', t.callDone, when);
  const thank = (at: Date, number: string) => {
    when.replaceChildren(...around(t.callWhen, { time: moment(at, locale), phone: number }));
    done.show();
  };

  return { element: h('div', { class: 'side' }, form, done.page), focus: () => phone.control.focus(), show() {} };
}

function upToQuarter(at: Date): Date {
  const quarter = 15 * 60_000;
  return new Date(Math.ceil(at.getTime() / quarter) * quarter);
}

/** A filled sentence whose values keep their own direction. */
function around(template: string, values: Record<string, string>): (Node | string)[] {
  return template.split(/\{(\w+)\}/).map((part, i) => (i % 2 ? h('bdi', { text: values[part] ?? '' }) : part));
}
