import classes from './Mark.module.css';

/** The product's sign. */
export function Mark({ size = 26 }: { size?: number }) {
  return (
    <svg className={classes.mark} width={size} height={size} viewBox="0 0 26 26" role="img" aria-label="Switchboard">
      <rect width="26" height="26" rx="7" className={classes.ground} />
      <path d="M7.5 9.2h5.2c3.4 0 2.6 7.6 6 7.6" className={classes.wire} />
      <circle cx="7.4" cy="9.2" r="2.1" className={classes.plug} />
      <circle cx="18.6" cy="16.8" r="2.1" className={classes.plug} />
    </svg>
  );
}
