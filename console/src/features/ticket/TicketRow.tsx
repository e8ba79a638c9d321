import { UnstyledButton } from '@mantine/core';
import type { Ticket } from '@/api/types';
import { nameOf } from '@/ui/nameOf';
import { SlaClock } from '@/ui/SlaClock';
import { TierChip } from '@/ui/TierChip';
import { ticketDue } from '@/ui/ticketDue';
import { ticketStateNames } from '@/ui/ticketStates';
import classes from './TicketRow.module.css';

type Props = { ticket: Ticket; selected: boolean; onOpen: () => void };

/** One ticket of a list. */
export function TicketRow({ ticket, selected, onOpen }: Props) {
  const due = ticketDue(ticket);
  return (
    <UnstyledButton className={classes.row} aria-current={selected || undefined} onClick={onOpen}>
      <span className={classes.line}>
        <span className={classes.subject}>{ticket.subject}</span>
        {due && <SlaClock due={due} start={ticket.created_at} />}
      </span>
      <span className={classes.line}>
        <span className={classes.number}>#{ticket.number}</span>
        <span className={classes.customer}>{ticket.customer && nameOf(ticket.customer)}</span>
        {ticket.customer && <TierChip tier={ticket.customer.tier} />}
        <span className={classes.state}>{ticketStateNames[ticket.state] ?? ticket.state}</span>
      </span>
    </UnstyledButton>
  );
}
