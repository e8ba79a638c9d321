const pad = (n: number) => String(n).padStart(2, '0');

/** Seconds as a running clock: `3:41`, `1:03:20`; a minus sign when the time has run out. */
export function clock(seconds: number): string {
  const s = Math.abs(Math.trunc(seconds));
  const sign = seconds <= -1 ? '−' : '';
  const h = Math.floor(s / 3600);
  const m = Math.floor((s % 3600) / 60);
  return h ? `${sign}${h}:${pad(m)}:${pad(s % 60)}` : `${sign}${m}:${pad(s % 60)}`;
}

/** Seconds as a span that is read, not watched: `48s`, `22m`, `4h 33m`, `1d 4h`. */
export function span(seconds: number): string {
  const s = Math.abs(Math.trunc(seconds));
  const sign = seconds <= -1 ? '−' : '';
  const h = Math.floor(s / 3600);
  if (h >= 24) return `${sign}${Math.floor(h / 24)}d ${h % 24}h`;
  if (h) return `${sign}${h}h ${pad(Math.floor((s % 3600) / 60))}m`;
  return s < 60 ? `${sign}${s}s` : `${sign}${Math.floor(s / 60)}m`;
}

/** Seconds from a server time to `now` (seconds); negative when it lies ahead. */
export function secondsSince(iso: string, now: number): number {
  return now - Math.floor(Date.parse(iso) / 1000);
}

const hour: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };

/** A time of day, in this machine's zone unless another is named. */
export function timeOfDay(iso: string, zone?: string): string {
  return format(iso, hour, zone);
}

/** A time of day with seconds: the age of a number on a board. */
export function timeWithSeconds(iso: string | number): string {
  return format(iso, { ...hour, second: '2-digit' });
}

/** A day and month, with the year when it is not this one. */
export function day(iso: string, zone?: string): string {
  const thisYear = new Date(iso).getFullYear() === new Date().getFullYear();
  return format(iso, { day: 'numeric', month: 'short', year: thisYear ? undefined : 'numeric' }, zone);
}

/** A weekday, day and time: how a promise is spelled out. */
export function dayAndTime(iso: string, zone?: string): string {
  return format(iso, { weekday: 'short', day: 'numeric', month: 'short', ...hour }, zone);
}

/** Today's times as time, older ones as day. */
export function when(iso: string, now: number): string {
  const sameDay = new Date(iso).toDateString() === new Date(now * 1000).toDateString();
  return sameDay ? timeOfDay(iso) : day(iso);
}

/** The city of a zone: `Europe/Warsaw` → `Warsaw`. */
export function cityOf(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

function format(at: string | number, options: Intl.DateTimeFormatOptions, zone?: string): string {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return '';
  try {
    return new Intl.DateTimeFormat('en-GB', { ...options, timeZone: zone || undefined }).format(date);
  } catch {
    return new Intl.DateTimeFormat('en-GB', options).format(date);
  }
}
