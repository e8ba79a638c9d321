import { useComments, useTicket } from '@/api/tickets';
import { useWatch } from '@/live/LineProvider';
import { Column } from '@/ui/Column';
import { Empty } from '@/ui/Empty';
import { Read } from '@/ui/Read';
import { Scroll } from '@/ui/Scroll';
import { CommentComposer } from './CommentComposer';
import { CommentEntry } from './CommentEntry';
import { TicketHead } from './TicketHead';
import classes from './TicketView.module.css';

/** A ticket: what it is about, all that was written on it, and where the next word is written. */
export function TicketView({ ticketId }: { ticketId: string }) {
  const ticket = useTicket(ticketId);
  const comments = useComments(ticketId);
  useWatch(`ticket:${ticketId}`);
  return (
    <Column label="Ticket">
      <Read query={ticket}>
        {(data) => (
          <>
            <TicketHead ticket={data} />
            <Scroll label="Comments">
              <Read query={comments}>
                {(entries) =>
                  entries.length === 0 ? (
                    <Empty title="Nothing written yet" />
                  ) : (
                    <div className={classes.thread}>
                      {entries.map((comment) => (
                        <CommentEntry key={comment.id} comment={comment} />
                      ))}
                    </div>
                  )
                }
              </Read>
            </Scroll>
            <CommentComposer key={data.id} ticket={data} />
          </>
        )}
      </Read>
    </Column>
  );
}
