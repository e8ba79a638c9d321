import type { ReactNode } from 'react';
import classes from './Tag.module.css';
import type { Tone } from './tone';

type Props = { tone?: Tone; title?: string; children: ReactNode };

/** A short fact in a box; coloured only when the fact is a state. */
export function Tag({ tone, title, children }: Props) {
  return (
    <span className={classes.tag} data-tone={tone} title={title}>
      {children}
    </span>
  );
}
