import { percent, target } from './figures';
import classes from './LevelBar.module.css';

type Props = { level: number | null; tone?: 'warn' | 'bad' };

/** A service level beside its target mark; grey as long as all is well. */
export function LevelBar({ level, tone }: Props) {
  return (
    <span className={classes.level} data-tone={tone}>
      <span className={classes.number}>{percent(level)}</span>
      <svg className={classes.bar} viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
        <rect className={classes.track} y="3" width="100" height="6" />
        <rect className={classes.fill} y="3" width={100 * (level ?? 0)} height="6" />
        <rect className={classes.mark} x={100 * target} width="1.6" height="12" />
      </svg>
    </span>
  );
}
