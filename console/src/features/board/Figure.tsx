import type { ReactNode } from 'react';
import classes from './Figure.module.css';

type Props = { label: string; value: ReactNode; note: string; tone?: 'warn' | 'bad' };

/** One big number with its name above and its measure below. */
export function Figure({ label, value, note, tone }: Props) {
  return (
    <figure className={classes.figure} data-tone={tone} aria-label={label}>
      <div className={classes.label}>{label}</div>
      <div className={classes.value}>{value}</div>
      <div className={classes.note}>{note}</div>
    </figure>
  );
}
