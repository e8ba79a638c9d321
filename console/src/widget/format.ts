/** Times, spans and sizes as the visitor's locale writes them. */

export function clock(at: string, locale: string): string {
  return new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' }).format(new Date(at));
}

export function moment(at: Date, locale: string): string {
  const style = { weekday: 'long', day: 'numeric', month: 'long', hour: 'numeric', minute: '2-digit' };
  return new Intl.DateTimeFormat(locale, style as Intl.DateTimeFormatOptions).format(at);
}

/** `Mon 23 Nov, 09:00–12:00` */
export function span(from: Date, to: Date, locale: string): string {
  const style = { weekday: 'short', day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' };
  return new Intl.DateTimeFormat(locale, style as Intl.DateTimeFormatOptions).formatRange(from, to);
}

export function dayName(at: Date, locale: string): string {
  const style = { weekday: 'short', day: 'numeric', month: 'short' } as const;
  return new Intl.DateTimeFormat(locale, style).format(at);
}

/** Whole minutes, rounded up; seconds under one. */
export function howLong(seconds: number, locale: string): string {
  const [value, unit] = seconds < 60 ? [seconds, 'second'] : [Math.ceil(seconds / 60), 'minute'];
  const style = { style: 'unit', unit, unitDisplay: 'long' } as const;
  return new Intl.NumberFormat(locale, style).format(value);
}

export function size(bytes: number, locale: string): string {
  const [value, unit] = bytes < 1e6 ? [bytes / 1e3, 'kilobyte'] : [bytes / 1e6, 'megabyte'];
  const style = { style: 'unit', unit, maximumFractionDigits: value < 10 ? 1 : 0 } as const;
  return new Intl.NumberFormat(locale, style).format(value);
}

/** `Berlin (GMT+1)`: the city people know, and the offset that leaves no doubt. */
export function zoneName(zone: string, at: Date, locale: string): string {
  const city = (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
  const parts = new Intl.DateTimeFormat(locale, { timeZone: zone, timeZoneName: 'shortOffset' })
    .formatToParts(at)
    .find((part) => part.type === 'timeZoneName');
  return parts ? `${city} (${parts.value})` : city;
}

/** A name that leaves room for the sentence around it. */
export function shortName(name: string): string {
  const letters = [...name];
  return letters.length > 40 ? `${letters.slice(0, 39).join('')}…` : name;
}

/** Wall time of a date in the browser's own zone, `2026-11-23T10:15`. */
export function localTime(at: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`;
}
