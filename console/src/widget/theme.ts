/** Colours computed from the one the page asked for. */

type Rgb = [number, number, number];

/** What a scheme needs of the accent: the fill, and text that can be read on it. */
export interface Accent {
  fill: string;
  on: string;
}

const ink = { light: '#171a21', dark: '#eceef2' };
const panel: Record<'light' | 'dark', Rgb> = { light: [255, 255, 255], dark: [19, 22, 27] };

const white: Rgb = [255, 255, 255];
const black: Rgb = [20, 23, 29];

/** Darkens or lightens the wished colour until it is 3:1 against the panel and bears text at 4.5:1. */
export function accent(wish: string | undefined, scheme: 'light' | 'dark'): Accent {
  let fill = rgb(wish) ?? rgb(ink[scheme]) ?? black;
  const step = scheme === 'light' ? darker : lighter;
  for (let i = 0; i < 30 && !readable(fill, panel[scheme]); i += 1) fill = step(fill);
  return { fill: hex(fill), on: hex(contrast(fill, white) >= 4.5 ? white : black) };
}

function readable(fill: Rgb, behind: Rgb): boolean {
  const text = Math.max(contrast(fill, white), contrast(fill, black));
  return contrast(fill, behind) >= 3 && text >= 4.5;
}

function rgb(colour: string | undefined): Rgb | null {
  const short = /^#([\da-f])([\da-f])([\da-f])$/i.exec(colour ?? '');
  if (short) return [1, 2, 3].map((i) => Number.parseInt(`${short[i]}${short[i]}`, 16)) as Rgb;
  const long = /^#([\da-f]{2})([\da-f]{2})([\da-f]{2})$/i.exec(colour ?? '');
  return long ? ([1, 2, 3].map((i) => Number.parseInt(long[i] ?? '0', 16)) as Rgb) : null;
}

function hex(colour: Rgb): string {
  return `#${colour.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;
}

function darker(colour: Rgb): Rgb {
  return colour.map((part) => part * 0.92) as Rgb;
}

/** Brighter rather than paler: the hue stays what the page chose. */
function lighter(colour: Rgb): Rgb {
  return colour.map((part) => Math.min(255, part * 1.1 + 4)) as Rgb;
}

/** WCAG 2.2 contrast ratio. */
export function contrast(a: Rgb, b: Rgb): number {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance(colour: Rgb): number {
  const [r, g, b] = colour.map((part) => {
    const c = part / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  }) as Rgb;
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
