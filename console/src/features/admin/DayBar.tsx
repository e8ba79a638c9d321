import classes from './DayBar.module.css';

const minutesADay = 24 * 60;

function minutes(time: string): number {
  const [hours = 0, rest = 0] = time.split(':').map(Number);
  return hours * 60 + rest;
}

/** A day from midnight to midnight, with its open stretches. */
export function DayBar({ stretches }: { stretches: { from: string; to: string }[] }) {
  return (
    <svg className={classes.bar} viewBox={`0 0 ${minutesADay} 10`} preserveAspectRatio="none" aria-hidden="true">
      <rect className={classes.day} width={minutesADay} height="10" />
      {stretches.map(({ from, to }) => (
        <rect
          key={`${from}-${to}`}
          className={classes.open}
          x={minutes(from) || 0}
          width={Math.max(0, minutes(to) - minutes(from)) || 0}
          height="10"
        />
      ))}
    </svg>
  );
}
