import type { Page } from './protocol';

/** The page the visitor is on. */
export function currentPage(): Page {
  return {
    url: location.href.slice(0, 2000),
    title: bareTitle().slice(0, 500),
    referrer: document.referrer.slice(0, 2000),
  };
}

/** Writes `(2) ` before the page's title, whatever the page makes of it meanwhile. */
export function countInTitle(count: number): void {
  const title = count ? `(${count}) ${bareTitle()}` : bareTitle();
  if (document.title !== title) document.title = title;
}

function bareTitle(): string {
  return document.title.replace(/^\(\d+\) /, '');
}

/** Calls back when the visitor moves within the site, also without a page load. */
export function watchPage(changed: () => void): void {
  let last = location.href;
  const look = () => {
    if (location.href === last) return;
    last = location.href;
    // The site sets its title after it moves.
    setTimeout(changed, 50);
  };
  const navigation = (window as { navigation?: EventTarget }).navigation;
  navigation?.addEventListener('currententrychange', look);
  window.addEventListener('popstate', look);
  window.addEventListener('hashchange', look);
}
