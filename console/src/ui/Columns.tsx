import type { CSSProperties, ReactNode } from 'react';
import classes from './Columns.module.css';

type Props = { widths: string; children: ReactNode };

/** A screen's columns side by side, each scrolling by itself. */
export function Columns({ widths, children }: Props) {
  const style: CSSProperties = { gridTemplateColumns: widths };
  return (
    <div className={classes.columns} style={style}>
      {children}
    </div>
  );
}
