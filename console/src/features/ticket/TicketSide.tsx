import { useTicket } from '@/api/tickets';
import { Column } from '@/ui/Column';
import { Read } from '@/ui/Read';
import { Scroll } from '@/ui/Scroll';
import { TicketFields } from './TicketFields';
import { TicketOwnFields } from './TicketOwnFields';

/** The column of fields beside a ticket. */
export function TicketSide({ ticketId }: { ticketId: string }) {
  const ticket = useTicket(ticketId);
  return (
    <Column as="aside" label="Fields">
      <Scroll>
        <Read query={ticket}>
          {(data) => (
            <>
              <TicketFields ticket={data} />
              <TicketOwnFields ticket={data} />
            </>
          )}
        </Read>
      </Scroll>
    </Column>
  );
}
