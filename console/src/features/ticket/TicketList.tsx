import { Button, NativeSelect } from '@mantine/core';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef } from 'react';
import { type TicketFilter, useTickets } from '@/api/tickets';
import type { Ticket } from '@/api/types';
import { Column } from '@/ui/Column';
import { Empty } from '@/ui/Empty';
import { Failed } from '@/ui/Failed';
import { useKeys } from '@/ui/keyboard';
import { Loading } from '@/ui/Loading';
import { NewTicketButton } from './NewTicketButton';
import classes from './TicketList.module.css';
import { TicketRow } from './TicketRow';
import { type ViewName, views } from './views';

type Props = {
  view: ViewName;
  onView: (view: ViewName) => void;
  filter: TicketFilter;
  selected: string | undefined;
  onOpen: (ticketId: string) => void;
};

const rowHeight = 56;

/** Tickets of a view, by time left as the server orders them; further pages come as they are scrolled to. */
export function TicketList({ view, onView, filter, selected, onOpen }: Props) {
  const tickets = useTickets(filter);
  const rows = tickets.data?.pages.flatMap((page) => page.items ?? []) ?? [];
  return (
    <Column label="Tickets">
      <div className={classes.head}>
        <NativeSelect
          aria-label="View"
          variant="unstyled"
          classNames={{ input: classes.view }}
          data={Object.entries(views).map(([value, { label }]) => ({ value, label }))}
          value={view}
          onChange={(event) => onView(event.currentTarget.value as ViewName)}
        />
        <span className={classes.count}>
          {rows.length}
          {tickets.hasNextPage && '+'}
        </span>
        <NewTicketButton onOpened={onOpen} />
      </div>
      {tickets.error && rows.length === 0 && <Failed error={tickets.error} onRetry={() => void tickets.refetch()} />}
      {tickets.isPending && !tickets.error && <Loading rows={8} />}
      {tickets.data && rows.length === 0 && <Empty title="No tickets in this view" />}
      {rows.length > 0 && (
        <Rows rows={rows} selected={selected} onOpen={onOpen} onEnd={() => tickets.fetchNextPage()} />
      )}
      {tickets.isFetchNextPageError && (
        <Button variant="subtle" onClick={() => void tickets.fetchNextPage()}>
          Load more
        </Button>
      )}
    </Column>
  );
}

type RowsProps = { rows: Ticket[]; selected: string | undefined; onOpen: (id: string) => void; onEnd: () => unknown };

function Rows({ rows, selected, onOpen, onEnd }: RowsProps) {
  const box = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => rowHeight,
    overscan: 8,
  });
  const shown = virtual.getVirtualItems();
  const atEnd = shown.at(-1)?.index === rows.length - 1;
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once each time the end comes into sight
  useEffect(() => {
    if (atEnd) onEnd();
  }, [atEnd, rows.length]);

  const step = (by: number) => () => {
    const at = rows.findIndex((t) => t.id === selected);
    const row = rows[Math.min(rows.length - 1, Math.max(0, at + by))];
    if (row) onOpen(row.id);
  };
  useKeys({ j: step(1), k: step(-1) });
  return (
    <div ref={box} className={classes.rows}>
      <div className={classes.inner} style={{ height: virtual.getTotalSize() }}>
        {shown.map(({ index, start }) => {
          const ticket = rows[index];
          if (!ticket) return null;
          return (
            <div key={ticket.id} className={classes.row} style={{ transform: `translateY(${start}px)` }}>
              <TicketRow ticket={ticket} selected={ticket.id === selected} onOpen={() => onOpen(ticket.id)} />
            </div>
          );
        })}
      </div>
    </div>
  );
}
