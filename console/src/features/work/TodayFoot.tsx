import type { Work } from '@/api/types';
import { Key } from '@/ui/Key';
import classes from './TodayFoot.module.css';

/** The agent's own day in two figures, and the keys that matter. */
export function TodayFoot({ today }: { today: Work['today'] }) {
  return (
    <footer className={classes.foot}>
      <span>
        <b>{today.handled}</b> today
      </span>
      {today.rating_avg != null && (
        <span title={`${today.rating_count} ratings`}>
          <b>{today.rating_avg.toFixed(1)}</b> rating
        </span>
      )}
      <span className={classes.keys}>
        <Key>J</Key>
        <Key>K</Key> move <Key>?</Key> keys
      </span>
    </footer>
  );
}
