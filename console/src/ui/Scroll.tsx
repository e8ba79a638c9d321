import type { ReactNode, Ref, UIEventHandler } from 'react';
import classes from './Scroll.module.css';

type Props = {
  children: ReactNode;
  label?: string;
  ref?: Ref<HTMLDivElement>;
  onScroll?: UIEventHandler<HTMLDivElement>;
};

/** The part of a column that scrolls; reachable by keyboard when it has a name. */
export function Scroll({ children, label, ref, onScroll }: Props) {
  const named = label ? { tabIndex: 0, role: 'region', 'aria-label': label } : {};
  return (
    <div ref={ref} className={classes.scroll} onScroll={onScroll} {...named}>
      {children}
    </div>
  );
}
