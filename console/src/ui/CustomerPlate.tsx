import type { Tier } from '@/api/types';
import classes from './CustomerPlate.module.css';

/**
 * Value and satisfaction at a glance, the same everywhere. Satisfaction and quadrant
 * are not computed yet and say so, instead of showing something invented.
 */
export function CustomerPlate({ tier }: { tier: Tier }) {
  return (
    <dl className={classes.plate}>
      <div>
        <dt>Value tier</dt>
        <dd>{tier}</dd>
      </div>
      <div>
        <dt>Satisfaction</dt>
        <dd title="Not enough contacts">–</dd>
      </div>
      <div>
        <dt>Quadrant</dt>
        <dd title="Not enough contacts">–</dd>
      </div>
    </dl>
  );
}
