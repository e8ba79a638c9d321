import type { ReactNode } from 'react';
import classes from './Face.module.css';

type Props = { title: string; children?: ReactNode; action?: ReactNode };

/** The face of a list with nothing in it. */
export function Empty({ title, children, action }: Props) {
  return (
    <div className={classes.face}>
      <div className={classes.title}>{title}</div>
      {children && <div className={classes.text}>{children}</div>}
      {action}
    </div>
  );
}
