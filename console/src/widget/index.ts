import { mount } from './mount';
import { readOptions } from './options';

/** `<script src="https://…/widget.js" defer>` is all a page needs. */
const script = document.currentScript instanceof HTMLScriptElement ? document.currentScript : null;
const options = readOptions(script, location.href);

if (!document.querySelector('switchboard-chat')) {
  if (document.body) mount(options);
  else document.addEventListener('DOMContentLoaded', () => mount(options));
}
