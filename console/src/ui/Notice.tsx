import type { ReactNode } from 'react';
import classes from './Notice.module.css';
import type { Tone } from './tone';

type Props = { tone: Tone; title: string; children?: ReactNode; action?: ReactNode; role?: 'alert' | 'status' };

/** Something to know before going on, in the place where it matters. */
export function Notice({ tone, title, children, action, role = 'status' }: Props) {
  return (
    <div className={classes.notice} data-tone={tone} role={role}>
      <div className={classes.words}>
        <b>{title}</b>
        {children && <div>{children}</div>}
      </div>
      {action}
    </div>
  );
}
