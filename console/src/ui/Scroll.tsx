import type { ReactNode, Ref } from 'react';
import classes from './Scroll.module.css';

type Props = { children: ReactNode; label?: string; ref?: Ref<HTMLDivElement> };

/** The part of a column that scrolls; reachable by keyboard when it has a name. */
export function Scroll({ children, label, ref }: Props) {
  return (
    <div ref={ref} className={classes.scroll} {...(label ? { tabIndex: 0, role: 'region', 'aria-label': label } : {})}>
      {children}
    </div>
  );
}
