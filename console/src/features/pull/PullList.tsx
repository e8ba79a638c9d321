import { Button } from '@mantine/core';
import { useState } from 'react';
import type { ForTaking, Item } from '@/api/types';
import { usePull } from '@/api/waiting';
import { Key } from '@/ui/Key';
import { useKeys } from '@/ui/keyboard';
import { placeKept } from '@/ui/placeKept';
import { RowButton } from '@/ui/RowButton';
import { sayFault } from '@/ui/say';
import { Timer } from '@/ui/Timer';
import { reasons } from './causes';
import classes from './Pull.module.css';

type Props = { items: ForTaking[]; total: number; onTaken: (item: Item) => void };

/** The line, and the one that is chosen; what cannot be taken says why. */
export function PullList({ items, total, onTaken }: Props) {
  const [chosen, setChosen] = useState<string>();
  const pull = usePull();
  const at = Math.max(
    0,
    items.findIndex((item) => item.id === chosen),
  );
  const selected = items[at];
  const step = (by: number) => () => {
    const to = items[Math.min(items.length - 1, Math.max(0, at + by))];
    setChosen(to?.id);
    if (to) document.querySelector(`[data-key="${CSS.escape(to.id)}"]`)?.scrollIntoView({ block: 'nearest' });
  };
  const take = () => {
    if (selected && selected.cause === '' && !pull.isPending) pull.mutateAsync(selected.id).then(onTaken, sayFault);
  };
  useKeys({ j: step(1), k: step(-1), t: take });
  if (!selected) return null;
  return (
    <>
      <div className={classes.count}>
        {items.length < total ? `The first ${items.length} of ${total}` : `${total} in line`}, whose turn is next first
      </div>
      <section className={classes.rows} aria-label="In line">
        {items.map((item) => (
          <RowButton
            key={item.id}
            id={item.id}
            channel={item.channel}
            name={item.customer.name}
            tier={item.tier}
            preview={[item.queue.name, item.kept_since && placeKept(item.kept_since), item.subject || item.preview]
              .filter(Boolean)
              .join(' · ')}
            clock={<Timer since={item.enqueued_at} />}
            selected={item.id === selected.id}
            onOpen={() => setChosen(item.id)}
          />
        ))}
      </section>
      <footer className={classes.foot}>
        <span className={classes.why} role="status">
          {selected.cause === ''
            ? `${selected.customer.name} is yours as soon as you take it.`
            : (reasons[selected.cause] ?? 'You cannot take this now.')}
        </span>
        <Button disabled={selected.cause !== ''} loading={pull.isPending} rightSection={<Key>T</Key>} onClick={take}>
          Take it
        </Button>
      </footer>
    </>
  );
}
