import type { Screen } from '@/api/types';
import classes from './Lines.module.css';
import { SlaClock } from './SlaClock';
import { Tag } from './Tag';
import { ticketStateNames } from './ticketStates';

type Props = { tickets: Screen['tickets']; onOpen?: (ticketId: string) => void };

/** Open tickets, one a line. */
export function TicketLines({ tickets, onOpen }: Props) {
  return (
    <ul className={classes.lines} aria-label="Open tickets">
      {(tickets ?? []).map((ticket) => (
        <li key={ticket.id} className={classes.line}>
          <span className={classes.number}>#{ticket.number}</span>
          {onOpen ? (
            <button type="button" className={classes.open} onClick={() => onOpen(ticket.id)}>
              {ticket.subject}
            </button>
          ) : (
            <span className={classes.subject}>{ticket.subject}</span>
          )}
          <Tag>{ticketStateNames[ticket.state] ?? ticket.state}</Tag>
          {ticket.due_at && <SlaClock due={ticket.due_at} />}
        </li>
      ))}
    </ul>
  );
}
