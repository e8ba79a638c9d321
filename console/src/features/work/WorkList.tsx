import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import { Empty } from '@/ui/Empty';
import { isTyping, useKeys } from '@/ui/keyboard';
import type { Group, Row } from './rows';
import classes from './WorkList.module.css';
import { WorkRow } from './WorkRow';

type Line = { heading: Group } | { row: Row };

const height = { heading: 32, row: 52 };

type Props = { groups: Group[]; selected: string | undefined; onOpen: (row: Row) => void };

/** The agent's work; J and K move, Enter opens, 1 to 9 open at once. */
export function WorkList({ groups, selected, onOpen }: Props) {
  const lines: Line[] = groups.flatMap((heading) => [{ heading }, ...heading.rows.map((row) => ({ row }))]);
  const rows = groups.flatMap((g) => g.rows);
  const [at, setAt] = useState<string | null>(null);
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box.current,
    estimateSize: (i) => ('heading' in (lines[i] ?? {}) ? height.heading : height.row),
    overscan: 6,
    initialRect: { width: 284, height: 700 },
  });

  const move = (by: number) => () => {
    const from = rows.findIndex((r) => r.key === (at ?? selected));
    const row = rows[Math.min(rows.length - 1, Math.max(0, from + by))];
    if (!row) return;
    setAt(row.key);
    virtual.scrollToIndex(lines.findIndex((l) => 'row' in l && l.row.key === row.key));
  };
  const open = () => {
    const row = rows.find((r) => r.key === at);
    if (row) onOpen(row);
  };
  useKeys({ j: move(1), k: move(-1) });
  useEffect(() => {
    const node = box.current?.querySelector<HTMLElement>(`[data-key="${CSS.escape(at ?? '')}"]`);
    if (at && !isTyping(document.activeElement)) node?.focus();
  }, [at]);

  const press = (event: React.KeyboardEvent) => {
    const row = rows[Number(event.key) - 1];
    if (event.key === 'Enter' && at) open();
    else if (row) onOpen(row);
    else return;
    event.preventDefault();
  };

  if (rows.length === 0) {
    return (
      <div className={classes.list}>
        <Empty title="Nothing to do">What is offered to you rings here.</Empty>
      </div>
    );
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the keys belong to the buttons inside
    <div ref={box} className={classes.list} onKeyDown={press}>
      <div className={classes.inner} style={{ height: virtual.getTotalSize() }}>
        {virtual.getVirtualItems().map(({ index, start, key }) => {
          const line = lines[index];
          if (!line) return null;
          return (
            <div key={key} className={classes.line} style={{ transform: `translateY(${start}px)` }}>
              {'heading' in line ? (
                <h2 className={classes.heading}>
                  {line.heading.title} <span>{line.heading.rows.length}</span>
                </h2>
              ) : (
                <WorkRow row={line.row} selected={line.row.key === selected} onOpen={() => onOpen(line.row)} />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}
