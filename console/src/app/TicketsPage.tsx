import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { useMe } from '@/api/session';
import { TicketList } from '@/features/ticket/TicketList';
import { TicketSide } from '@/features/ticket/TicketSide';
import { TicketView } from '@/features/ticket/TicketView';
import { type ViewName, views } from '@/features/ticket/views';
import { Column } from '@/ui/Column';
import { Columns } from '@/ui/Columns';
import { Empty } from '@/ui/Empty';

const route = getRouteApi('/tickets');

/** Tickets: list, ticket, fields. */
export function TicketsPage() {
  const me = useMe();
  const { id } = route.useSearch();
  const navigate = route.useNavigate();
  const [view, setView] = useState<ViewName>('mine');
  const open = (ticketId: string) => navigate({ search: { id: ticketId } });
  return (
    <Columns widths={id ? '312px minmax(0, 1fr) 296px' : '312px minmax(0, 1fr)'}>
      <TicketList view={view} onView={setView} filter={views[view].filter(me.id)} selected={id} onOpen={open} />
      {id ? (
        <>
          <TicketView key={id} ticketId={id} />
          <TicketSide key={`${id}-side`} ticketId={id} />
        </>
      ) : (
        <Column label="Ticket">
          <Empty title="Choose a ticket">J and K move through the list.</Empty>
        </Column>
      )}
    </Columns>
  );
}
