import { h, icon, setText, type View } from '../dom';
import { type State, unread } from '../state';
import { fill } from '../strings';
import type { Scene } from './scene';

/** The round button in the corner, with the number of unseen messages. */
export function launcherView({ tongue: { t, locale } }: Scene, press: () => void): View<State> {
  const badge = h('span', { class: 'badge', hidden: true, attrs: { 'aria-hidden': 'true' } });
  const attrs = { type: 'button', 'aria-controls': 'panel' };
  const element = h('button', { class: 'launcher', attrs, on: { click: press } }, icon('chat'), icon('down'), badge);
  return {
    element,
    show(state) {
      const count = unread(state);
      const number = new Intl.NumberFormat(locale).format(count);
      badge.hidden = count === 0;
      setText(badge, count > 99 ? '99+' : number);
      const label = state.panelOpen ? t.minimise : t.openChat;
      element.setAttribute('aria-label', count ? `${label}. ${fill(t.unread, { count: number })}` : label);
      element.setAttribute('aria-expanded', String(state.panelOpen));
    },
  };
}
