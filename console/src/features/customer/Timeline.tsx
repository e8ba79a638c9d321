import { Button } from '@mantine/core';
import { useRef } from 'react';
import { useTimeline } from '@/api/customers';
import { Empty } from '@/ui/Empty';
import { Failed } from '@/ui/Failed';
import { useKeys } from '@/ui/keyboard';
import { Loading } from '@/ui/Loading';
import { Scroll } from '@/ui/Scroll';
import classes from './Timeline.module.css';
import { TimelineRow } from './TimelineRow';

type Props = { customerId: string; onTicket: (ticketId: string) => void; action?: React.ReactNode };

/** All that happened with a customer, newest first: contacts, tickets, promises, merges. J and K move. */
export function Timeline({ customerId, onTicket, action }: Props) {
  const timeline = useTimeline(customerId);
  const list = useRef<HTMLOListElement>(null);
  const entries = timeline.data?.pages.flatMap((page) => page.items) ?? [];
  const step = (by: number) => () => {
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('[data-entry]') ?? [])];
    const at = rows.findIndex((row) => row.contains(document.activeElement));
    const row = rows[Math.min(rows.length - 1, Math.max(0, at + by))];
    // What unfolds a row is not what it is for.
    (row?.querySelector<HTMLElement>('button:not([aria-expanded])') ?? row)?.focus();
  };
  useKeys({ j: step(1), k: step(-1) });
  return (
    <>
      <div className={classes.head}>
        <h2 className={classes.title}>History</h2>
        {action}
      </div>
      {timeline.error && entries.length === 0 && (
        <Failed error={timeline.error} onRetry={() => void timeline.refetch()} />
      )}
      {timeline.isPending && !timeline.error && <Loading rows={6} />}
      {timeline.data && entries.length === 0 && (
        <Empty title="Nothing happened yet">Contacts, tickets and promises will stand here.</Empty>
      )}
      {entries.length > 0 && (
        <Scroll label="History">
          <ol ref={list} aria-label="History" className={classes.entries}>
            {entries.map((entry) => (
              <TimelineRow key={`${entry.kind}-${entry.id}`} entry={entry} onTicket={onTicket} />
            ))}
          </ol>
          {timeline.hasNextPage && (
            <div className={classes.more}>
              <Button
                variant="default"
                loading={timeline.isFetchingNextPage}
                onClick={() => void timeline.fetchNextPage()}
              >
                {timeline.isFetchNextPageError ? 'It did not load. Try again' : 'Earlier'}
              </Button>
            </div>
          )}
        </Scroll>
      )}
    </>
  );
}
