import dayjs from 'dayjs';
import timezone from 'dayjs/plugin/timezone';
import utc from 'dayjs/plugin/utc';

dayjs.extend(utc);
dayjs.extend(timezone);

const shape = 'YYYY-MM-DDTHH:mm';

/** The instant at which a wall clock in the zone shows this local time. */
export function instantOf(local: string, zone: string): string {
  return dayjs.tz(local, zone).toISOString();
}

/** What a wall clock in the zone shows at this instant. */
export function localOf(iso: string, zone: string): string {
  return dayjs(iso).tz(zone).format(shape);
}

/** A first suggestion: the next full quarter of an hour, an hour from now, on the customer's clock. */
export function suggestion(now: number, zone: string): string {
  const at = dayjs(now).add(1, 'hour').tz(zone);
  const toQuarter = (15 - (at.minute() % 15)) % 15;
  return at.add(toQuarter, 'minute').format(shape);
}
