import { button, h, icon, setText, type View } from '../dom';
import type { State } from '../state';
import type { Strings } from '../strings';
import type { Scene } from './scene';

interface Notice {
  text: string;
  /** What the visitor can do about it. */
  way: 'here' | 'note' | null;
}

/** What stands between the visitor and us, worst first. */
export function noticeOf(state: State, t: Strings): Notice | null {
  if (state.screen !== 'chat') return null;
  if (state.link === 'refused') return { text: t.refused, way: 'note' };
  if (state.link === 'replaced') return { text: t.elsewhere, way: 'here' };
  if (state.away !== 'no') {
    const text = state.pending.some((entry) => entry.kind === 'start') ? t.awayStart : t.away;
    return { text, way: state.away === 'long' ? 'note' : null };
  }
  if (state.notice === 'too_fast') return { text: t.tooFast, way: null };
  if (state.pending.some((entry) => entry.refused === 'closed_hours')) return { text: t.closed, way: 'note' };
  if (state.chat?.deferred) return { text: t.closedKept, way: 'note' };
  return state.notice === 'away' ? { text: t.away, way: null } : null;
}

export function noticeView({ visit, tongue: { t } }: Scene): View<State> {
  const text = h('span', { attrs: { role: 'status' } });
  const note = button(t.leaveNote, 'link', () => visit.show('offline'));
  const here = button(t.useHere, 'link', () => visit.wake());
  const element = h('div', { class: 'notice' }, icon('warn'), h('div', {}, text, note, here));
  return {
    element,
    show(state) {
      const notice = noticeOf(state, t);
      element.classList.toggle('gone', !notice);
      setText(text, notice?.text ?? '');
      note.hidden = notice?.way !== 'note';
      here.hidden = notice?.way !== 'here';
    },
  };
}
