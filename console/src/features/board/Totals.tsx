import type { Board } from '@/api/types';
import { Timer } from '@/ui/Timer';
import { clock } from '@/ui/time';
import { Figure } from './Figure';
import { levelTone, percent } from './figures';
import classes from './Totals.module.css';

/** Six figures, each with what it is to be read against. */
export function Totals({ board, stale }: { board: Board; stale: boolean }) {
  const { totals, queues } = board;
  const oldest = [...(queues ?? [])].sort((a, b) => b.longest_s - a.longest_s)[0];
  const busiest = [...(queues ?? [])].sort((a, b) => b.waiting - a.waiting)[0];
  const { kept, moved, broken } = totals.promises;
  const waits = oldest && oldest.longest_s > 0;
  return (
    <div className={classes.totals}>
      <Figure label="Service level" value={percent(totals.sl)} note="today, target 80%" tone={levelTone(totals.sl)} />
      <Figure
        label="Waiting"
        value={totals.waiting}
        note={busiest && busiest.waiting > 0 ? `${busiest.waiting} in ${busiest.name}` : 'nobody'}
      />
      <Figure
        label="Longest wait"
        value={waits && oldest.oldest_at && !stale ? <Timer since={oldest.oldest_at} /> : clock(totals.longest_s)}
        note={waits ? oldest.name : 'nobody waits'}
        tone={waits && oldest.target_s > 0 && oldest.longest_s > oldest.target_s ? 'bad' : undefined}
      />
      <Figure label="Available" value={totals.ready} note={`${totals.on_contact} on contact`} />
      <Figure label="Wrap-up" value={totals.wrap_up} note={`${totals.away} away`} />
      <Figure
        label="Promises kept"
        value={kept}
        note={`${moved} moved, ${broken} broken, ${totals.callbacks_due} due`}
        tone={broken > 0 ? 'warn' : undefined}
      />
    </div>
  );
}
