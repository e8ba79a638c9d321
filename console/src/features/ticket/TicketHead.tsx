import type { Ticket } from '@/api/types';
import { SlaClock } from '@/ui/SlaClock';
import { Tag } from '@/ui/Tag';
import { ticketStateNames } from '@/ui/ticketStates';
import { dayAndTime } from '@/ui/time';
import classes from './TicketHead.module.css';

/** Subject, state, and the clocks that run. */
export function TicketHead({ ticket }: { ticket: Ticket }) {
  return (
    <header className={classes.head}>
      <h1 className={classes.subject}>{ticket.subject}</h1>
      <div className={classes.facts}>
        #{ticket.number}
        <Tag tone={ticket.state === 'new' || ticket.state === 'open' ? 'acc' : undefined}>
          {ticketStateNames[ticket.state] ?? ticket.state}
        </Tag>
        {ticket.queue && <span>{ticket.queue.name}</span>}
        <span>opened {dayAndTime(ticket.created_at)}</span>
      </div>
      <div className={classes.clocks}>
        {ticket.first_reply_at && <span>✓ First reply {dayAndTime(ticket.first_reply_at)}</span>}
        {ticket.first_reply_due_at && !ticket.first_reply_at && (
          <span>
            First reply <SlaClock due={ticket.first_reply_due_at} start={ticket.created_at} />
          </span>
        )}
        {ticket.resolve_due_at && !ticket.solved_at && (
          <span>
            Solve <SlaClock due={ticket.resolve_due_at} start={ticket.created_at} />
          </span>
        )}
      </div>
    </header>
  );
}
