import type { ReactNode } from 'react';
import classes from './PageHead.module.css';

type Props = { title: string; children?: ReactNode };

/** The name of a page, and what it can be asked for. */
export function PageHead({ title, children }: Props) {
  return (
    <header className={classes.head}>
      <h1 className={classes.title}>{title}</h1>
      {children}
    </header>
  );
}
