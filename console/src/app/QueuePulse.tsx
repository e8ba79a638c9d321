import { useBoard } from '@/api/board';
import type { BoardQueue } from '@/api/types';
import { useLink } from '@/live/link';
import { Timer } from '@/ui/Timer';
import { timeWithSeconds } from '@/ui/time';
import classes from './QueuePulse.module.css';

/** How many queues fit beside the search. */
const shown = 3;

function worstFirst(a: BoardQueue, b: BoardQueue): number {
  return b.longest_s - a.longest_s || b.waiting - a.waiting || a.name.localeCompare(b.name);
}

/** The queues where people wait longest; with the line down, old numbers in grey with their age. */
export function QueuePulse() {
  const { data: board } = useBoard();
  const stale = useLink().phase !== 'up';
  const waiting =
    board?.queues
      .filter((q) => q.waiting > 0)
      .sort(worstFirst)
      .slice(0, shown) ?? [];
  if (!board) return null;
  if (waiting.length === 0 && !stale) return <span className={classes.calm}>Nobody is waiting</span>;
  return (
    <div className={classes.pulse} data-stale={stale || undefined}>
      {stale && <span>as of {timeWithSeconds(board.at)}</span>}
      {waiting.map((queue) => (
        <span key={queue.id} className={classes.queue}>
          <span className={classes.name}>{queue.name}</span>
          <b>{queue.waiting}</b>
          {queue.oldest_at && !stale && <Timer since={queue.oldest_at} tone="idle" />}
        </span>
      ))}
    </div>
  );
}
