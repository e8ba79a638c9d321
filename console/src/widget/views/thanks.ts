import { button, h, type IconName, icon } from '../dom';
import type { Scene } from './scene';

/**
 * The page that takes the place of a form once it has been sent: a title, what was promised,
 * and a way back. The form stands again for whoever comes back.
 */
export function thanks(
  form: HTMLElement,
  { visit, tongue }: Scene,
  mark: IconName,
  said: string,
  ...words: HTMLElement[]
) {
  const title = h('h3', { text: said, attrs: { tabindex: '-1' } });
  const swap = (sent: boolean) => {
    form.hidden = sent;
    page.hidden = !sent;
  };
  const back = button(tongue.t.done, 'plain', () => {
    swap(false);
    visit.home();
  });
  const page = h('div', { class: 'form thanks-page', hidden: true }, icon(mark), title, ...words, back);
  return {
    page,
    show() {
      swap(true);
      title.focus();
    },
  };
}
