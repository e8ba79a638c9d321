import type { Ticket } from '@/api/types';

/** Which promise of a ticket runs out next: the first reply until it was given, then the solution. */
export function ticketDue(ticket: Ticket): string | null {
  if (ticket.solved_at) return null;
  return (ticket.first_reply_at ? null : ticket.first_reply_due_at) ?? ticket.resolve_due_at;
}
