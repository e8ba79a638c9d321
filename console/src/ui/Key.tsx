import classes from './Key.module.css';

/** A key cap. `on` fits it to a filled button. */
export function Key({ children, on }: { children: string; on?: boolean }) {
  return (
    <kbd className={classes.key} data-on={on || undefined}>
      {children}
    </kbd>
  );
}
