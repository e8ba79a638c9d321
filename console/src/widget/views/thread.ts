import { placeInLine } from '../announce';
import { button, h, icon, setText, type View } from '../dom';
import type { State } from '../state';
import { insteadView } from './instead';
import { fromMessage, fromOutgoing, type Line, MessageView, typingView } from './message';
import type { Scene } from './scene';

const sameGroupMs = 5 * 60_000;

/** The conversation so far. It follows the newest line unless the visitor has scrolled up. */
export function threadView(scene: Scene, edit: (line: Line) => void): View<State> {
  const { t } = scene.tongue;
  const list = h('ol', { class: 'lines' });
  const typing = typingView(scene);
  const place = placeView(scene);
  const earlier = button(t.earlier, 'link', () => void scene.visit.showEarlier());
  const attrs = { tabindex: '0', role: 'region', 'aria-label': t.conversation };
  const element = h('div', { class: 'thread', attrs }, earlier, list, place.element, typing.element);
  const views = new Map<string, MessageView>();

  const showLines = (lines: Line[]) => {
    const keys = new Set(lines.map((line) => line.key));
    for (const [key, view] of views) {
      if (keys.has(key)) continue;
      view.element.remove();
      views.delete(key);
    }
    lines.forEach((line, i) => {
      let view = views.get(line.key);
      if (!view) {
        view = new MessageView(scene, line, edit);
        views.set(line.key, view);
      }
      view.show(line, endsGroup(line, lines[i + 1]));
      if (list.children[i] !== view.element) list.insertBefore(view.element, list.children[i] ?? null);
    });
  };

  let follows = true;
  const follow = () => {
    if (follows) element.scrollTop = element.scrollHeight;
  };
  element.addEventListener('scroll', () => {
    follows = element.scrollHeight - element.scrollTop - element.clientHeight < 60;
  });
  // The composer grows, pictures arrive: the newest line stays in sight.
  const sizes = new ResizeObserver(follow);
  sizes.observe(element);
  sizes.observe(list);

  return {
    element,
    show(state) {
      const before = list.childElementCount;
      earlier.hidden = !state.earlier;
      const fromEnd = element.scrollHeight - element.scrollTop;
      const first = list.firstElementChild;
      showLines([...state.messages.map(fromMessage), ...state.pending.map(fromOutgoing)]);
      if (first && first !== list.firstElementChild) element.scrollTop = element.scrollHeight - fromEnd;
      typing.show(state.typing, state.chat?.agentName ?? null);
      place.show(state);
      const own = state.pending.length > 0 && list.childElementCount > before;
      if (own) follows = true;
      follow();
    },
  };
}

function endsGroup(line: Line, next: Line | undefined): boolean {
  if (!next || next.who !== line.who || next.name !== line.name || next.mark === 'refused') return true;
  return line.mark !== next.mark || Date.parse(next.at) - Date.parse(line.at) > sameGroupMs;
}

function placeView(scene: Scene): View<State> {
  const { tongue } = scene;
  const title = h('strong');
  const wait = h('span');
  const instead = insteadView(scene);
  const stay = h('span', { class: 'hint', text: tongue.t.waitStay });
  const element = h(
    'div',
    { class: 'place', hidden: true },
    icon('clock'),
    h('div', {}, title, wait, stay, instead.element),
  );
  return {
    element,
    show(state) {
      const line = placeInLine(state, tongue);
      element.hidden = !line.title || state.away !== 'no';
      setText(title, line.title);
      setText(wait, line.wait);
      stay.hidden = state.chat?.call === 'accepted';
      instead.show(state);
    },
  };
}
