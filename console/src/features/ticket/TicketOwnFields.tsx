import { useChangeTicket } from '@/api/tickets';
import type { Ticket } from '@/api/types';
import { OwnFieldsForm } from '@/ui/OwnFieldsForm';

/** The company's own fields of the ticket. */
export function TicketOwnFields({ ticket }: { ticket: Ticket }) {
  const change = useChangeTicket(ticket.id);
  return <OwnFieldsForm title="More" entity="ticket" holder={ticket} change={change} />;
}
