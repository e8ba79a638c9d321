import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import type { InLine } from '@/api/types';
import { useKeys } from '@/ui/keyboard';
import { placeKept } from '@/ui/placeKept';
import { RowButton } from '@/ui/RowButton';
import { Timer } from '@/ui/Timer';
import { span } from '@/ui/time';
import { WaitingActs } from './WaitingActs';
import classes from './WaitingList.module.css';

type Props = { items: InLine[]; total: number };

const rowHeight = 52;

/** A queue's line, whose turn is next first; what is selected can be acted on below. */
export function WaitingList({ items, total }: Props) {
  const [chosen, setChosen] = useState<string>();
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const at = Math.max(
    0,
    items.findIndex((item) => item.id === chosen),
  );
  const selected = items[at];

  const step = (by: number) => () => {
    const to = Math.min(items.length - 1, Math.max(0, at + by));
    setChosen(items[to]?.id);
    virtual.scrollToIndex(to);
  };
  useKeys({ j: step(1), k: step(-1) });
  useEffect(() => setChosen((was) => was ?? items[0]?.id), [items]);
  return (
    <>
      <div className={classes.count}>
        {items.length < total ? `The first ${items.length} of ${total}` : `${total} in line`}, whose turn is next first
      </div>
      <section ref={box} className={classes.rows} aria-label="In line">
        <div className={classes.inner} style={{ height: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start }) => {
            const item = items[index];
            return (
              item && (
                <div key={item.id} className={classes.row} style={{ transform: `translateY(${start}px)` }}>
                  <RowButton
                    id={item.id}
                    channel={item.channel}
                    name={item.customer.name}
                    tier={item.tier}
                    preview={[told(item), item.subject || item.preview].filter(Boolean).join(' · ')}
                    clock={<Timer since={item.enqueued_at} />}
                    selected={item.id === selected?.id}
                    onOpen={() => setChosen(item.id)}
                  />
                </div>
              )
            );
          })}
        </div>
      </section>
      {selected && <WaitingActs item={selected} />}
    </>
  );
}

/** What sets an item apart in its line. */
export function told(item: InLine): string {
  const marks = [
    item.state === 'offered' && `rings at ${item.agent_name}`,
    item.kept_since && placeKept(item.kept_since),
    item.emergency && 'emergency',
    item.age_adjust_s !== 0 && moved(item.age_adjust_s),
    item.held_until && 'kept for one agent',
    item.guard && item.age_adjust_s === 0 && 'waited long',
  ];
  return marks.filter(Boolean).join(', ');
}

/** How far an item was moved: `moved forward 5m`. */
export function moved(seconds: number): string {
  return `moved ${seconds > 0 ? 'forward' : 'back'} ${span(Math.abs(seconds))}`;
}
