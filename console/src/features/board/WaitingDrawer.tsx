import { useEffect } from 'react';
import type { BoardQueue } from '@/api/types';
import { useLineup } from '@/api/waiting';
import { Empty } from '@/ui/Empty';
import { LineDrawer } from '@/ui/LineDrawer';
import { Read } from '@/ui/Read';
import { SurgeSwitch } from './SurgeSwitch';
import classes from './WaitingDrawer.module.css';
import { WaitingList } from './WaitingList';

type Props = { queue: BoardQueue; onClose: () => void };

/** What waits in a queue of the board, and what a supervisor may do with it. */
export function WaitingDrawer({ queue, onClose }: Props) {
  const lineup = useLineup(queue.id);
  const { refetch } = lineup;
  // biome-ignore lint/correctness/useExhaustiveDependencies: read again as soon as the board says that the line changed
  useEffect(() => void refetch(), [queue.waiting, queue.oldest_at, refetch]);
  return (
    <LineDrawer title={`Waiting in ${queue.name}`} side="right" size={560} onClose={onClose}>
      <div className={classes.surge}>
        <SurgeSwitch queue={queue} />
      </div>
      <Read query={lineup} rows={8}>
        {(data) =>
          data.items.length === 0 ? (
            <Empty title="Nothing waits here" />
          ) : (
            <WaitingList items={data.items} total={data.total} />
          )
        }
      </Read>
    </LineDrawer>
  );
}
