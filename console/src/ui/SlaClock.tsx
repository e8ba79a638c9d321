import { useNow } from '@/live/clock';
import classes from './Timer.module.css';
import { secondsSince, span } from './time';

type Props = {
  due: string;
  /** When the clock began; without it there is no amber. */
  start?: string;
};

/** What is left of a promise: plain, amber diamond in the last quarter, red triangle when broken. */
export function SlaClock({ due, start }: Props) {
  const now = useNow();
  const left = -secondsSince(due, now);
  const total = start ? (Date.parse(due) - Date.parse(start)) / 1000 : 0;
  const tone = left < 0 ? 'bad' : left < total / 4 ? 'warn' : undefined;
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
