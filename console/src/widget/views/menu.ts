import { button, h, iconButton, type View } from '../dom';
import type { State } from '../state';
import { freshId, type Scene } from './scene';

/** The small sheet under "More": sharing the page, a call instead, the end of the chat. */
export function menuView({ visit, tongue: { t } }: Scene): View<State> & { close(): boolean } {
  const share = h('input', { id: freshId(), attrs: { type: 'checkbox' } });
  share.addEventListener('change', () => visit.share(share.checked));
  const shareRow = h('div', { class: 'check' }, share, h('label', { text: t.sharePage, attrs: { for: share.id } }));
  const call = button(t.askCall, 'plain', () => {
    close();
    visit.show('callback');
  });
  const end = button(t.endChat, 'plain', () => ask(true));
  const keep = button(t.keepChatting, 'plain', () => ask(false));
  const really = button(t.endChat, 'primary', () => {
    close();
    visit.leave();
  });
  const sure = h('div', { class: 'sure', hidden: true }, h('p', { text: t.endAsk }), keep, really);
  const sheet = h('div', { class: 'sheet', id: freshId(), hidden: true }, shareRow, call, end, sure);
  const toggle = iconButton('more', t.more, () => (sheet.hidden ? open() : close()));
  toggle.setAttribute('aria-controls', sheet.id);
  toggle.setAttribute('aria-expanded', 'false');

  const ask = (asking: boolean) => {
    sure.hidden = !asking;
    end.hidden = asking;
    (asking ? keep : end).focus();
  };
  const open = () => {
    share.checked = visit.consent;
    sure.hidden = true;
    sheet.hidden = false;
    toggle.setAttribute('aria-expanded', 'true');
    share.focus();
  };
  const close = () => {
    if (sheet.hidden) return false;
    sheet.hidden = true;
    toggle.setAttribute('aria-expanded', 'false');
    toggle.focus();
    return true;
  };

  const element = h('div', { class: 'menu' }, toggle, sheet);
  element.addEventListener('focusout', (event) => {
    if (event.relatedTarget && !element.contains(event.relatedTarget as Node)) {
      sheet.hidden = true;
      toggle.setAttribute('aria-expanded', 'false');
    }
  });
  return {
    element,
    close,
    show({ chat, screen, config }) {
      const running = chat !== null && chat.phase !== 'ended';
      element.hidden = screen !== 'chat' || !chat;
      end.hidden = !running || !sure.hidden;
      shareRow.hidden = !running;
      call.hidden = config?.callbacks === false;
    },
  };
}
