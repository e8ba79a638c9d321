import { IconTrendingUp } from '@tabler/icons-react';
import { useMe } from '@/api/session';
import { useSurges } from '@/api/surges';
import type { Queue } from '@/api/types';
import { Timer } from '@/ui/Timer';
import { useSurgeOn } from '@/ui/useSurgeOn';
import classes from './DownBanner.module.css';

/** Tells who serves a queue that a surge is on in it. */
export function SurgeBanner() {
  const me = useMe();
  const { data: queues } = useSurges();
  const mine = queues?.filter(({ members }) => members?.includes(me.id)) ?? [];
  return mine.map((queue) => <Line key={queue.id} queue={queue} />);
}

function Line({ queue }: { queue: Queue }) {
  const surge = useSurgeOn(queue.surge);
  if (!surge) return null;
  return (
    <div className={classes.banner} role="status">
      <IconTrendingUp size={16} aria-hidden="true" />
      <span className={classes.words}>
        Surge in {queue.name}: {surge.reason}. Tickets and e-mail are paused for <Timer until={surge.until} /> more.
      </span>
    </div>
  );
}
