import type { ReactNode } from 'react';
import classes from './Column.module.css';

type Props = { label: string; as?: 'section' | 'aside' | 'nav'; children: ReactNode };

/** One column of a screen: a landmark with its own scrolling. */
export function Column({ label, as: Tag = 'section', children }: Props) {
  return (
    <Tag className={classes.column} aria-label={label}>
      {children}
    </Tag>
  );
}
