import type { Item } from '@/api/types';
import { useTakeable } from '@/api/waiting';
import { Empty } from '@/ui/Empty';
import { LineDrawer } from '@/ui/LineDrawer';
import { Read } from '@/ui/Read';
import { PullList } from './PullList';

type Props = { onClose: () => void; onTaken: (item: Item) => void };

/** What waits in the agent's own queues, whose turn is next first. */
export function PullDrawer({ onClose, onTaken }: Props) {
  const takeable = useTakeable();
  return (
    <LineDrawer title="Waiting in your queues" side="left" size={480} onClose={onClose}>
      <Read query={takeable} rows={8}>
        {({ items, total }) =>
          items.length === 0 ? (
            <Empty title="Nothing waits in your queues" />
          ) : (
            <PullList items={items} total={total} onTaken={onTaken} />
          )
        }
      </Read>
    </LineDrawer>
  );
}
