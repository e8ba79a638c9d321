import { useNavigate } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { usePlannedCallback } from '@/api/callbacks';
import type { Item, Work } from '@/api/types';
import { BookButton } from '@/features/callback/BookButton';
import { ContextPanel } from '@/features/context/ContextPanel';
import { Block } from '@/ui/Block';
import { Column } from '@/ui/Column';
import { Empty } from '@/ui/Empty';
import { Facts } from '@/ui/Facts';
import { Loading } from '@/ui/Loading';
import type { Place } from './place';

const TicketSide = lazy(() =>
  import('@/features/ticket/TicketSide').then((module) => ({ default: module.TicketSide })),
);

type Props = { work: Work; item: Item | null; place: Place };

/** The right of the desk: the customer of what is open, or the agent's own day. */
export function DeskContext({ work, item, place }: Props) {
  // A ticket is worked on by its fields; it cannot be solved without them.
  const ticket = item?.channel === 'ticket' ? item.ticket_id : place.ticket;
  if (ticket) {
    return (
      <Suspense fallback={<Loading />}>
        <TicketSide key={ticket} ticketId={ticket} />
      </Suspense>
    );
  }
  if (item?.customer.id) return <Customer id={item.customer.id} contactId={item.contact_id} queueId={item.queue.id} />;
  if (item) {
    return (
      <Column as="aside" label="Customer">
        <Empty title="Nobody known yet">As soon as the customer says who they are, it stands here.</Empty>
      </Column>
    );
  }
  if (place.callback) return <CallbackCustomer callbackId={place.callback} />;
  return <OwnDay work={work} />;
}

type CustomerProps = { id: string; contactId?: string | null; queueId?: string };

function Customer({ id, contactId, queueId }: CustomerProps) {
  const navigate = useNavigate();
  return (
    <ContextPanel
      key={id}
      customerId={id}
      contactId={contactId}
      onTicket={(ticketId) => navigate({ to: '/tickets', search: { id: ticketId } })}
      onCustomer={(customerId) => navigate({ to: '/customers/$customerId', params: { customerId } })}
      actions={<BookButton customerId={id} contactId={contactId} queueId={queueId} />}
    />
  );
}

function CallbackCustomer({ callbackId }: { callbackId: string }) {
  const callback = usePlannedCallback(callbackId);
  if (!callback.data) return <Loading />;
  const { customer, queue, contact_id } = callback.data;
  return <Customer id={customer.id} contactId={contact_id} queueId={queue?.id} />;
}

function OwnDay({ work: { today, person_state } }: { work: Work }) {
  return (
    <Column as="aside" label="Your day">
      <Block title="Today so far">
        <Facts
          facts={[
            ['Contacts', String(today.handled)],
            ['Rating', today.rating_avg == null ? '– (no ratings yet)' : today.rating_avg.toFixed(1)],
            ['Team', person_state.team?.name],
          ]}
        />
      </Block>
    </Column>
  );
}
