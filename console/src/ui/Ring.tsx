import type { ReactNode } from 'react';
import classes from './Ring.module.css';

type Props = { share: number; size?: number; children: ReactNode };

/** A ring that empties as time runs out. */
export function Ring({ share, size = 56, children }: Props) {
  const radius = size / 2 - 4;
  const length = 2 * Math.PI * radius;
  const circle = { cx: size / 2, cy: size / 2, r: radius };
  return (
    <span className={classes.ring}>
      <svg width={size} height={size} aria-hidden="true">
        <circle {...circle} className={classes.track} />
        <circle {...circle} className={classes.left} strokeDasharray={`${length * share} ${length}`} />
      </svg>
      <span className={classes.inside}>{children}</span>
    </span>
  );
}
