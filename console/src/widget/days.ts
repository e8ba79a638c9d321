import { dayName, localTime } from './format';
import type { Tongue } from './strings';

interface Choice {
  value: string;
  text: string;
}

/** Today and the next thirteen days, `2026-11-23` each. */
export function days(now: Date, { t, locale }: Tongue): Choice[] {
  return Array.from({ length: 14 }, (_, i) => {
    const day = new Date(now.getFullYear(), now.getMonth(), now.getDate() + i);
    const name = [t.today, t.tomorrow][i];
    return { value: localTime(day).slice(0, 10), text: name ?? dayName(day, locale) };
  });
}

/** Every quarter of an hour, `10:15` each; the server knows which are lawful. */
export function quarters(locale: string): Choice[] {
  const form = new Intl.DateTimeFormat(locale, { hour: 'numeric', minute: '2-digit' });
  return Array.from({ length: 15 * 4 }, (_, i) => {
    const at = new Date(2000, 0, 1, 7, i * 15);
    return { value: localTime(at).slice(11), text: form.format(at) };
  });
}

/** The next quarter that leaves half an hour to get ready, within the hours we list. */
export function firstWish(now: Date): { day: string; time: string } {
  const at = new Date(now.getTime() + 30 * 60_000);
  at.setMinutes(Math.ceil(at.getMinutes() / 15) * 15, 0, 0);
  if (at.getHours() >= 20) at.setHours(24 + 10, 0);
  if (at.getHours() < 8) at.setHours(10, 0);
  const local = localTime(at);
  return { day: local.slice(0, 10), time: local.slice(11) };
}
