import { h, type View } from '../dom';
import type { State } from '../state';
import { composerView } from './composer';
import { endedView } from './ended';
import type { Scene } from './scene';
import { threadView } from './thread';

/** The chat itself: thread above, and below it the composer or, at the end, the rating. */
export function chatView(scene: Scene): View<State> {
  const { t } = scene.tongue;
  const composer = composerView(scene);
  const thread = threadView(scene, (line) => composer.take(line.text));
  const ended = endedView(scene);
  const drop = h('div', { class: 'drop', text: t.drop, hidden: true, attrs: { 'aria-hidden': 'true' } });
  const element = h('div', { class: 'chat' }, thread.element, composer.element, ended.element, drop);
  acceptDrops(element, drop, (files) => composer.addFiles(files));

  return {
    element,
    focus: () => (composer.element.hidden ? ended.focus?.() : composer.focus()),
    show(state) {
      const over = state.chat?.phase === 'ended';
      const wroteHere = composer.element.contains((element.getRootNode() as ShadowRoot).activeElement ?? null);
      composer.element.hidden = over;
      ended.element.hidden = !over;
      composer.show(state);
      ended.show(state);
      thread.show(state);
      if (over && wroteHere) ended.focus?.();
    },
  };
}

function acceptDrops(element: HTMLElement, drop: HTMLElement, take: (files: FileList) => void): void {
  const holds = (event: DragEvent) => Boolean(event.dataTransfer?.types.includes('Files'));
  element.addEventListener('dragover', (event) => {
    if (!holds(event)) return;
    event.preventDefault();
    drop.hidden = false;
  });
  element.addEventListener('dragleave', (event) => {
    if (!element.contains(event.relatedTarget as Node | null)) drop.hidden = true;
  });
  element.addEventListener('drop', (event) => {
    drop.hidden = true;
    if (!event.dataTransfer?.files.length) return;
    event.preventDefault();
    take(event.dataTransfer.files);
  });
}
