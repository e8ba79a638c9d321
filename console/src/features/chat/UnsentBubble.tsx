import { Button } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { type Sending, send, takeBack } from '@/live/outbox';
import classes from './Bubble.module.css';

const words: Record<Sending['state'], string> = {
  sending: 'Sending…',
  waiting: 'Waiting for the connection',
  held: 'Not sent: read what came meanwhile',
  refused: 'Not sent',
};

/** A message on its way, where it will stand; one that cannot go offers both ways on. */
export function UnsentBubble({ unsent }: { unsent: Sending }) {
  const cache = useQueryClient();
  const stuck = unsent.state === 'refused';
  return (
    <div className={classes.turn} data-kind={unsent.internal ? 'note' : 'agent'}>
      <div className={classes.bubble}>
        <p className={classes.text} dir="auto">
          {unsent.text || unsent.attachments.map((a) => a.name).join(', ')}
        </p>
      </div>
      <div className={classes.meta}>
        {words[unsent.state]} {unsent.reason}
        {stuck && (
          <>
            <Button variant="subtle" size="compact-xs" onClick={() => void send(cache, unsent)}>
              Try again
            </Button>
            <Button variant="subtle" size="compact-xs" onClick={() => void takeBack(cache, unsent)}>
              Discard
            </Button>
          </>
        )}
      </div>
    </div>
  );
}
