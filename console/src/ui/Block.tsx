import type { ReactNode } from 'react';
import classes from './Block.module.css';

type Props = { title: string; count?: number; action?: ReactNode; children: ReactNode };

/** A titled part of a side column. */
export function Block({ title, count, action, children }: Props) {
  return (
    <section className={classes.block} aria-label={title}>
      <div className={classes.head}>
        <h3 className={classes.title}>{title}</h3>
        {count !== undefined && <span className={classes.count}>{count}</span>}
        <span className={classes.action}>{action}</span>
      </div>
      {children}
    </section>
  );
}
