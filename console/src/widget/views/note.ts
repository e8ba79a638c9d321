import { button, h, setText, type View } from '../dom';
import { moment } from '../format';
import { explain, names } from '../refusal';
import type { State } from '../state';
import { fill } from '../strings';
import { forgetDraft, keepDraft } from './draft';
import { allRight, Field, input, looksLikeEmail } from './field';
import { keyMaker, type Scene } from './scene';
import { thanks } from './thanks';

/** When nobody can chat: a message that becomes a ticket. */
export function noteView(scene: Scene): View<State> {
  const { visit, tongue, keeper } = scene;
  const { t } = tongue;
  const title = h('h3');
  const opens = h('p', { class: 'lead' });
  const name = new Field(t.name, input('text', 'name', { maxlength: '200' }));
  const email = new Field(t.email, input('email', 'email', { maxlength: '254', dir: 'ltr' }));
  const text = new Field(t.message, h('textarea', { attrs: { rows: '5', maxlength: '4000', dir: 'auto' } }));
  keepDraft(name.control, keeper, 'name');
  keepDraft(email.control, keeper, 'email');
  keepDraft(text.control, keeper, 'opening');
  const fault = h('p', { class: 'fault', attrs: { role: 'alert' } });
  const send = h('button', { class: 'primary wide', text: t.noteSend, attrs: { type: 'submit' } });
  const call = button(t.askCall, 'link', () => visit.show('callback'));
  const keyFor = keyMaker();

  const submit = async (event: Event) => {
    event.preventDefault();
    const right = allRight([
      [name, name.value ? '' : t.required],
      [email, looksLikeEmail(email.value) ? '' : email.value ? t.emailWrong : t.required],
      [text, text.value ? '' : t.required],
    ]);
    if (!right || send.disabled) return;
    send.disabled = true;
    setText(fault, '');
    const note = { name: name.value, email: email.value, text: text.value };
    try {
      thank(await visit.note(note, keyFor(note)), note.email);
      forgetDraft(text.control, keeper, 'opening');
    } catch (error) {
      if (names(error, 'email')) allRight([[email, t.emailWrong]]);
      else setText(fault, explain(error, tongue));
    }
    send.disabled = false;
  };

  const form = h(
    'form',
    { class: 'form', attrs: { novalidate: '' }, on: { submit } },
    title,
    opens,
    h('p', { class: 'lead', text: t.noteIntro }),
    name.element,
    email.element,
    text.element,
    fault,
    send,
    call,
  );

  const number = h('p', { class: 'big' });
  const reply = h('p', { class: 'lead' });
  const done = thanks(form, scene, 'done', t.noteDone, number, reply);
  const thank = (ticket: string, address: string) => {
    setText(number, fill(t.noteNumber, { number: ticket }));
    setText(reply, fill(t.noteReply, { email: address }));
    done.show();
  };

  return {
    element: h('div', { class: 'side' }, form, done.page),
    focus: () => (name.value ? text : name).control.focus(),
    show({ config, configFailed }) {
      setText(title, config && !config.open ? t.closed : configFailed || !config ? t.unreachable : t.leaveNote);
      setText(opens, config?.opensAt ? fill(t.opensAt, { time: moment(new Date(config.opensAt), tongue.locale) }) : '');
      opens.hidden = !opens.textContent;
      call.hidden = !config?.callbacks;
    },
  };
}
