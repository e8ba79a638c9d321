import { lazy, Suspense } from 'react';
import type { Item, Work } from '@/api/types';
import { ChatPane } from '@/features/chat/ChatPane';
import { TransferButton } from '@/features/transfer/TransferButton';
import { ContactBrief } from '@/features/work/ContactBrief';
import { EndButton } from '@/features/work/EndButton';
import { IdlePane } from '@/features/work/IdlePane';
import { ItemHeader } from '@/features/work/ItemHeader';
import { WrapUp } from '@/features/wrapup/WrapUp';
import { Column } from '@/ui/Column';
import { HandoverNote } from '@/ui/HandoverNote';
import { Loading } from '@/ui/Loading';
import type { Place } from './place';

const CallbackPane = lazy(() =>
  import('@/features/callback/CallbackPane').then((module) => ({ default: module.CallbackPane })),
);

type Props = { work: Work; item: Item | null; place: Place; onFinished: () => void };

const TicketView = lazy(() =>
  import('@/features/ticket/TicketView').then((module) => ({ default: module.TicketView })),
);

/** The middle of the desk: whatever is open. */
export function DeskPane({ work, item, place, onFinished }: Props) {
  if (item) return <ItemPane key={item.id} item={item} onFinished={onFinished} />;
  if (place.ticket) {
    return (
      <Suspense fallback={<Loading />}>
        <TicketView key={place.ticket} ticketId={place.ticket} />
      </Suspense>
    );
  }
  if (place.callback) {
    return (
      <Column label="Callback">
        <Suspense fallback={<Loading />}>
          <CallbackPane key={place.callback} callbackId={place.callback} />
        </Suspense>
      </Column>
    );
  }
  return <IdlePane work={work} />;
}

function ItemPane({ item, onFinished }: { item: Item; onFinished: () => void }) {
  const live = item.state === 'active' || item.state === 'parked';
  // In a chat the composer has the foot of the pane until the chat ends; elsewhere notes are taken from the start.
  const notes = item.state === 'wrap_up' || item.channel !== 'chat';
  return (
    <Column label="Contact">
      <ItemHeader
        item={item}
        actions={
          live && (
            <>
              <TransferButton item={item} onTransferred={onFinished} />
              <EndButton item={item} />
            </>
          )
        }
      />
      <HandoverNote handover={item.handover} />
      <Suspense fallback={<Loading />}>
        <ItemBody item={item} />
      </Suspense>
      {notes && <WrapUp key={item.id} item={item} onFinished={onFinished} />}
    </Column>
  );
}

function ItemBody({ item }: { item: Item }) {
  if (item.channel === 'callback' && item.callback_id) return <CallbackPane callbackId={item.callback_id} />;
  if (item.channel === 'chat' && item.contact_id) return <ChatPane item={item} contactId={item.contact_id} />;
  if (item.ticket_id) return <TicketView ticketId={item.ticket_id} />;
  return <ContactBrief item={item} />;
}
