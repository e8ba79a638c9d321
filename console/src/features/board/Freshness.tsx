import { timeWithSeconds } from '@/ui/time';
import classes from './Freshness.module.css';

/** Whether the numbers are of now, or from when. */
export function Freshness({ at, stale }: { at: string; stale: boolean }) {
  return (
    <span className={classes.freshness} role="status">
      {!stale && <i className={classes.dot} aria-hidden="true" />}
      {stale ? `as of ${timeWithSeconds(at)}` : 'live'}
    </span>
  );
}
