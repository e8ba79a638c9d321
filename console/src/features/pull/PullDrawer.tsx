import { Drawer } from '@mantine/core';
import type { Item } from '@/api/types';
import { useTakeable } from '@/api/waiting';
import { Empty } from '@/ui/Empty';
import { Read } from '@/ui/Read';
import classes from './Pull.module.css';
import { PullList } from './PullList';

type Props = { onClose: () => void; onTaken: (item: Item) => void };

/** What waits in the agent's own queues, whose turn is next first. */
export function PullDrawer({ onClose, onTaken }: Props) {
  const takeable = useTakeable();
  return (
    <Drawer
      opened
      onClose={onClose}
      position="left"
      size={480}
      title="Waiting in your queues"
      classNames={{ content: classes.content, title: classes.title, body: classes.body }}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <Read query={takeable} rows={8}>
        {({ items, total }) =>
          items.length === 0 ? (
            <Empty title="Nothing waits in your queues" />
          ) : (
            <PullList items={items} total={total} onTaken={onTaken} />
          )
        }
      </Read>
    </Drawer>
  );
}
