import { h, iconButton, setText, type View } from '../dom';
import { shortName } from '../format';
import { homeScreen, type Screen, type State } from '../state';
import { fill } from '../strings';
import { callbackView } from './callback';
import { chatView } from './chat';
import { menuView } from './menu';
import { noteView } from './note';
import { noticeView } from './notice';
import { freshId, type Scene } from './scene';
import { startView } from './start';

/** Each screen is made when it is first needed. */
const makers: Record<Screen, (scene: Scene) => View<State>> = {
  start: startView,
  chat: chatView,
  offline: noteView,
  callback: callbackView,
};

/** Below this the panel covers the page and behaves as a modal dialog. */
const narrow = '(max-width: 480px)';

export interface Panel extends View<State> {
  focus(): void;
}

/** The window of the chat: header, notice, and the screen that the state names. */
export function panelView(scene: Scene, closed: () => void): Panel {
  const { visit, tongue, options } = scene;
  const { t } = tongue;
  const title = h('h2', { id: freshId(), text: options.title ?? t.title });
  const status = h('p', { class: 'status' });
  const back = iconButton('back', t.back, () => visit.home());
  const menu = menuView(scene);
  const notice = noticeView(scene);
  const head = h(
    'div',
    { class: 'head' },
    back,
    h('div', { class: 'titles' }, title, status),
    menu.element,
    iconButton('down', t.minimise, closed),
  );
  const body = h('div', { class: 'body' });
  const made = new Map<Screen, View<State>>();
  const screen = (name: Screen): View<State> => {
    const view = made.get(name) ?? makers[name](scene);
    if (!made.has(name)) body.append(view.element);
    made.set(name, view);
    return view;
  };
  const attrs = { role: 'dialog', 'aria-labelledby': title.id };
  const element = h('section', { class: 'panel', id: 'panel', hidden: true, attrs }, head, notice.element, body);

  const modal = matchMedia(narrow);
  element.addEventListener('keydown', (event) => {
    if (event.key === 'Escape' && !menu.close()) closed();
    if (event.key === 'Tab' && modal.matches) keepFocusIn(element, event);
  });

  let shown: Screen | null = null;
  return {
    element,
    focus: () => screen(visit.state.screen).focus?.(),
    show(state) {
      element.hidden = !state.panelOpen;
      element.setAttribute('aria-modal', String(modal.matches));
      back.hidden = homeScreen(state) === state.screen;
      setText(status, statusOf(state, t));
      if (!state.panelOpen) return;
      const view = screen(state.screen);
      for (const part of [menu, notice, view]) part.show(state);
      if (shown === state.screen) return;
      const hadFocus = (element.getRootNode() as ShadowRoot).activeElement !== null;
      for (const [name, { element }] of made) element.hidden = name !== state.screen;
      shown = state.screen;
      if (hadFocus && state.panelOpen) view.focus?.();
    },
  };
}

function statusOf({ chat, link, screen }: State, t: Scene['tongue']['t']): string {
  if (screen !== 'chat' || !chat) return '';
  if (chat.phase === 'ended') return t.ended;
  if (chat.phase === 'talking') return fill(t.connected, { name: shortName(chat.agentName ?? t.agent) });
  return link === 'up' && chat.contactId ? t.finding : t.connecting;
}

function keepFocusIn(element: HTMLElement, event: KeyboardEvent): void {
  const all = [...element.querySelectorAll<HTMLElement>("button, input, select, textarea, a[href], [tabindex='0']")];
  const stops = all.filter((stop) => stop.checkVisibility() && stop.tabIndex >= 0 && !stop.matches(':disabled'));
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  const active = (element.getRootNode() as ShadowRoot).activeElement;
  if (active !== edge) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
}
