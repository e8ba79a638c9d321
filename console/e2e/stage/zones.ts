/** Somewhere in the world it is a lawful hour to call: a zone for every hour of the day, with a number that rings there. */
const places = [
  { zone: 'America/New_York', phone: '+12125550142' },
  { zone: 'America/Los_Angeles', phone: '+13105550142' },
  { zone: 'Pacific/Honolulu', phone: '+18085550142' },
  { zone: 'Pacific/Guam', phone: '+16715550142' },
  { zone: 'Europe/London', phone: '+442079460142' },
];

function hourIn(zone: string, at: Date): number {
  return Number(new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', hourCycle: 'h23' }).format(at));
}

/** A place where it is between 9 and 20 o'clock now. */
export function whereItIsDay(now = new Date()): (typeof places)[number] {
  const place = places.find(({ zone }) => hourIn(zone, now) >= 9 && hourIn(zone, now) < 19);
  if (!place) throw new Error('it is night everywhere');
  return place;
}

/** The first full minute that is at least 15 s ahead, as clocks in the zone show it: 2026-11-23T10:15. */
export function nearestMinute(zone: string, now = Date.now()): string {
  return onClock(zone, new Date(Math.ceil((now + 15_000) / 60_000) * 60_000));
}

/** Ten in the morning of the day after tomorrow there. */
export function morningAhead(zone: string): string {
  return `${onClock(zone, new Date(Date.now() + 48 * 3_600_000)).slice(0, 10)}T10:00`;
}

function onClock(zone: string, at: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
    .format(at)
    .replace(' ', 'T');
}
