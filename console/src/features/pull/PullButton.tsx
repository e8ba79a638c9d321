import { Button } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import type { Item } from '@/api/types';
import { Key } from '@/ui/Key';
import { useKeys } from '@/ui/keyboard';
import classes from './Pull.module.css';

const PullDrawer = lazy(() => import('./PullDrawer').then((module) => ({ default: module.PullDrawer })));

/** Opens what waits in one's own queues, to take some of it before it rings. */
export function PullButton({ onTaken }: { onTaken: (item: Item) => void }) {
  const [open, setOpen] = useState(false);
  useKeys(open ? {} : { w: () => setOpen(true) });
  return (
    <div className={classes.open}>
      <Button fullWidth variant="default" rightSection={<Key>W</Key>} onClick={() => setOpen(true)}>
        What waits
      </Button>
      {open && (
        <Suspense>
          <PullDrawer
            onClose={() => setOpen(false)}
            onTaken={(item) => {
              setOpen(false);
              onTaken(item);
            }}
          />
        </Suspense>
      )}
    </div>
  );
}
