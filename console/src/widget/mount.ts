import { announcement } from './announce';
import { Api } from './api';
import { h, setText } from './dom';
import { keeper as makeKeeper } from './keeper';
import type { Options } from './options';
import { countInTitle, currentPage, watchPage } from './page';
import { type State, unread } from './state';
import { browserStore } from './store';
import { tongue as chooseTongue } from './strings';
import { accent } from './theme';
import { launcherView } from './views/launcher';
import { panelView } from './views/panel';
import { Visit } from './visit';
import css from './widget.css?inline';

/** Puts the widget on the page and lets it live until the page goes. */
export function mount(options: Options): void {
  const tongue = chooseTongue([options.locale, document.documentElement.lang, ...navigator.languages]);
  const keeper = makeKeeper();
  const { host, root } = makeRoot(options, tongue.locale, tongue.dir);
  const looking = () => visit.state.panelOpen && document.visibilityState === 'visible';
  let before: State | null = null;
  const visit = new Visit({
    api: new Api(options.base),
    keeper,
    store: browserStore(),
    page: currentPage,
    language: tongue.locale,
    looking,
    show: (state) => {
      for (const view of [launcher, panel]) view.show(state);
      root.classList.toggle('open', state.panelOpen);
      const news = before && announcement(before, state, tongue);
      if (news) setText(live, news);
      countInTitle(unread(state));
      before = state;
    },
  });

  const open = () => {
    visit.open();
    panel.focus();
  };
  const close = () => {
    visit.close();
    launcher.element.focus();
  };
  const scene = { visit, tongue, keeper, options };
  const launcher = launcherView(scene, () => (visit.state.panelOpen ? close() : open()));
  const panel = panelView(scene, close);
  const live = h('div', { class: 'unseen', attrs: { 'aria-live': 'polite' } });
  root.append(panel.element, launcher.element, live);
  launcher.show(visit.state);
  document.body.append(host);

  listen(visit, open);
  void visit.resume();
}

function makeRoot(options: Options, locale: string, dir: string) {
  const host = document.createElement('switchboard-chat');
  const shadow = host.attachShadow({ mode: 'open' });
  const root = h('div', { class: `root ${options.position}`, attrs: { lang: locale, dir } });
  const rules = new CSSStyleSheet();
  rules.replaceSync(css);
  const colours = new CSSStyleSheet();
  shadow.adoptedStyleSheets = [rules, colours];
  shadow.append(root);

  const dark = matchMedia('(prefers-color-scheme: dark)');
  const paint = () => {
    const scheme = options.theme === 'auto' ? (dark.matches ? 'dark' : 'light') : options.theme;
    const { fill, on } = accent(options.colour, scheme);
    colours.replaceSync(`.root { --accent: ${fill}; --on-accent: ${on}; }`);
    root.classList.toggle('dark', scheme === 'dark');
  };
  dark.addEventListener('change', paint);
  paint();
  return { host, root };
}

/** What the page and the browser tell us. */
function listen(visit: Visit, open: () => void): void {
  watchPage(() => visit.pageChanged());
  for (const event of ['online', 'focus', 'pageshow']) window.addEventListener(event, () => visit.wake());
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') visit.wake();
  });
  document.addEventListener('click', (event) => {
    if (event.target instanceof Element && event.target.closest('[data-switchboard-open]')) open();
  });
}
