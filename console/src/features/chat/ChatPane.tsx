import { useEffect } from 'react';
import { useThread } from '@/api/chats';
import { useMe } from '@/api/session';
import type { Item } from '@/api/types';
import { useLine, useWatch } from '@/live/LineProvider';
import { useOutbox } from '@/live/outbox';
import { Read } from '@/ui/Read';
import { Composer } from './Composer';
import { Held } from './Held';
import { Thread } from './Thread';

type Props = { item: Item; contactId: string };

/** A chat: the thread and, while the contact lives, the composer below it. */
export function ChatPane({ item, contactId }: Props) {
  const me = useMe();
  const line = useLine();
  const thread = useThread(contactId);
  const outbox = useOutbox().filter((unsent) => unsent.contactId === contactId);
  const lastSeq = thread.data?.at(-1)?.seq ?? 0;
  useWatch(`contact:${contactId}`);
  useEffect(() => {
    if (lastSeq > 0) line.hasRead(contactId, lastSeq);
  }, [line, contactId, lastSeq]);

  const name = item.customer.name || 'the customer';
  return (
    <>
      <Read query={thread} rows={6}>
        {(messages) => <Thread messages={messages} outbox={outbox} me={me} contactId={contactId} customer={name} />}
      </Read>
      {item.state === 'active' && (
        <>
          <Held messages={thread.data ?? []} unsent={outbox.filter((u) => u.state === 'held')} />
          <Composer key={contactId} contactId={contactId} customer={name} lastSeq={lastSeq} />
        </>
      )}
    </>
  );
}
