import type { Surge } from '@/api/types';
import { useNow } from '@/live/clock';
import { secondsSince } from './time';

/** The surge, as long as it is on. */
export function useSurgeOn(surge: Surge | null): Surge | null {
  const now = useNow();
  return surge && secondsSince(surge.until, now) < 0 ? surge : null;
}
