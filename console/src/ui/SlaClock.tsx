import { useNow } from '@/live/clock';
import classes from './Timer.module.css';
import { secondsSince, span } from './time';

type Props = { due: string; start: string };

/** What is left of a promise: plain, amber diamond in the last quarter, red triangle when broken. */
export function SlaClock({ due, start }: Props) {
  const now = useNow();
  const left = -secondsSince(due, now);
  const total = Math.max(1, (Date.parse(due) - Date.parse(start)) / 1000);
  const tone = left < 0 ? 'bad' : left / total < 0.25 ? 'warn' : undefined;
  const shape = tone === 'bad' ? '▲ ' : tone === 'warn' ? '◆ ' : '';
  return (
    <span
      className={classes.timer}
      data-tone={tone}
      role="timer"
      aria-live="off"
      title={left < 0 ? 'Late' : 'Time left'}
    >
      {shape}
      {span(left)}
    </span>
  );
}
