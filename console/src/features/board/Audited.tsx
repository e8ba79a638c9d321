import type { Board } from '@/api/types';
import { timeWithSeconds } from '@/ui/time';
import classes from './Audited.module.css';
import { audited } from './figures';

/** What the auditor found who compares every decision with the journal. */
export function Audited({ audit }: { audit: NonNullable<Board['audit']> }) {
  return (
    <span
      className={classes.audited}
      data-broken={audit.violations > 0 || undefined}
      title={`Checked at ${timeWithSeconds(audit.checked_at)}`}
    >
      {audited(audit)}
    </span>
  );
}
