import type { Tier } from '@/api/types';
import classes from './TierChip.module.css';

/** The customer's value tier: A solid, B outlined, C faint. */
export function TierChip({ tier }: { tier: Tier }) {
  return (
    <span className={classes.tier} data-tier={tier} role="img" aria-label={`Tier ${tier}`} title={`Value tier ${tier}`}>
      {tier}
    </span>
  );
}
