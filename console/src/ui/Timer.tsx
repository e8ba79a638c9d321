import { useNow } from '@/live/clock';
import classes from './Timer.module.css';
import { clock, secondsSince, span } from './time';
import type { Tone } from './tone';

type Props = {
  /** Counts up from this server time … */
  since?: string;
  /** … or down to this one. */
  until?: string;
  /** Read as `4h 33m`, not watched as `4:33:12`. */
  long?: boolean;
  tone?: Tone;
};

/** A running time, always computed from the server's, never by counting. */
export function Timer({ since, until, long, tone }: Props) {
  const now = useNow();
  const seconds = until ? -secondsSince(until, now) : secondsSince(since ?? '', now);
  const write = long ? span : clock;
  return (
    <span className={classes.timer} data-tone={tone} role="timer" aria-live="off">
      {write(since ? Math.max(0, seconds) : seconds)}
    </span>
  );
}
