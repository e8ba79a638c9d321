import type { ReactNode } from 'react';
import classes from './DataTable.module.css';

type Props = { label: string; className?: string; children: ReactNode };

/** A table on a card of its own, which scrolls sideways when it must. A first cell that heads its row names it. */
export function DataTable({ label, className, children }: Props) {
  return (
    <div className={classes.card}>
      <table className={className ? `${classes.table} ${className}` : classes.table} aria-label={label}>
        {children}
      </table>
    </div>
  );
}
