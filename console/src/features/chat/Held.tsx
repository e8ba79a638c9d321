import { Button, Group } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import type { Message } from '@/api/types';
import { missedSince, type Sending, send, takeBack } from '@/live/outbox';
import { Notice } from '@/ui/Notice';
import { timeOfDay } from '@/ui/time';
import classes from './Held.module.css';

type Props = { messages: Message[]; unsent: Sending[] };

/** What others wrote while the line was down, above the draft; asks once before the old answer goes out. */
export function Held({ messages, unsent }: Props) {
  const cache = useQueryClient();
  const first = unsent[0];
  if (!first) return null;
  const missed = missedSince(messages, first.afterSeq);
  return (
    <div className={classes.held}>
      <Notice
        tone="warn"
        title="You wrote this before these came in"
        action={
          <Group gap={6}>
            <Button onClick={() => unsent.forEach((u) => void send(cache, u))}>Send as written</Button>
            <Button variant="default" onClick={() => unsent.forEach((u) => void takeBack(cache, u))}>
              Do not send
            </Button>
          </Group>
        }
      >
        {missed.map((message) => (
          <div key={message.id}>
            {message.from.name} {timeOfDay(message.at)}: {message.text}
          </div>
        ))}
      </Notice>
    </div>
  );
}
