import { Button } from '@mantine/core';
import { useLayoutEffect, useRef } from 'react';
import { useEarlier, useTyping } from '@/api/chats';
import type { Me, Message } from '@/api/types';
import type { Sending } from '@/live/outbox';
import { Scroll } from '@/ui/Scroll';
import { Bubble } from './Bubble';
import classes from './Thread.module.css';
import { UnsentBubble } from './UnsentBubble';

type Props = { messages: Message[]; outbox: Sending[]; me: Me['person']; contactId: string; customer: string };

/** How near to the end still counts as reading the end, in pixels. */
const near = 80;

/** What was said, oldest first; it follows the end unless the reader has gone back. */
export function Thread({ messages, outbox, me, contactId, customer }: Props) {
  const typing = useTyping(contactId);
  const earlier = useEarlier(contactId);
  const first = messages[0]?.seq ?? 1;
  const box = useRef<HTMLDivElement>(null);
  const atEnd = useRef(true);
  const length = messages.length + outbox.length + Number(typing);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the length is what moves the end
  useLayoutEffect(() => {
    const node = box.current;
    if (node && atEnd.current) node.scrollTop = node.scrollHeight;
  }, [length, contactId]);

  const scrolled = (event: React.UIEvent<HTMLDivElement>) => {
    const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
    atEnd.current = scrollHeight - scrollTop - clientHeight < near;
  };
  return (
    <Scroll ref={box} label="Messages" onScroll={scrolled}>
      {first > 1 && (
        <Button variant="subtle" size="xs" loading={earlier.isPending} onClick={() => earlier.mutate(first)}>
          Earlier messages
        </Button>
      )}
      <div className={classes.thread} role="log" aria-label={`Chat with ${customer}`}>
        {messages.map((message, i) => (
          <Bubble
            key={message.id}
            message={message}
            mine={message.from.kind === 'agent' && message.from.id === me.id}
            follows={sameSpeaker(messages[i + 1], message)}
          />
        ))}
        {outbox.map((unsent) => (
          <UnsentBubble key={unsent.key} unsent={unsent} />
        ))}
        {typing && (
          <div className={classes.typing}>
            <span aria-hidden="true">•••</span> {customer} is typing
          </div>
        )}
      </div>
    </Scroll>
  );
}

/** One line of name and time is enough for messages in a row by the same person. */
function sameSpeaker(next: Message | undefined, message: Message): boolean {
  if (!next || next.internal !== message.internal) return false;
  const soon = Date.parse(next.at) - Date.parse(message.at) < 60_000;
  return next.from.kind === message.from.kind && next.from.id === message.from.id && soon;
}
