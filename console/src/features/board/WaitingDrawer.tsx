import { Drawer } from '@mantine/core';
import { useEffect } from 'react';
import type { BoardQueue } from '@/api/types';
import { useLineup } from '@/api/waiting';
import { Empty } from '@/ui/Empty';
import { Read } from '@/ui/Read';
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
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size={560}
      title={`Waiting in ${queue.name}`}
      classNames={{ content: classes.content, title: classes.title, body: classes.body }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Read query={lineup} rows={8}>
        {(data) =>
          data.items.length === 0 ? (
            <Empty title="Nothing waits here" />
          ) : (
            <WaitingList items={data.items} total={data.total} />
          )
        }
      </Read>
    </Drawer>
  );
}
