import { Badge } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Callback, Item, Offer, Ticket } from '@/api/types';
import { nameOf } from '@/ui/nameOf';
import { placeKept } from '@/ui/placeKept';
import { RowButton } from '@/ui/RowButton';
import { SlaClock } from '@/ui/SlaClock';
import { Timer } from '@/ui/Timer';
import { ticketDue } from '@/ui/ticketDue';
import { cityOf, timeOfDay } from '@/ui/time';
import type { Row } from './rows';

type Props = { row: Row; selected: boolean; onOpen: () => void };

/** One line of work: who, how important, what last, and the clock that counts. */
export function WorkRow({ row, selected, onOpen }: Props) {
  const look = { id: row.key, selected, onOpen };
  switch (row.kind) {
    case 'offer':
      return <OfferRow offer={row.offer} {...look} />;
    case 'item':
      return <ItemRow item={row.item} {...look} />;
    case 'callback':
      return <CallbackRow callback={row.callback} {...look} />;
    case 'ticket':
      return <TicketRow ticket={row.ticket} {...look} />;
  }
}

type Look = { id: string; selected: boolean; onOpen: () => void };

function OfferRow({ offer, ...look }: Look & { offer: Offer }) {
  const { item } = offer;
  return (
    <RowButton
      {...look}
      channel={item.channel}
      tone="ok"
      name={nameOf(item.customer)}
      tier={item.tier}
      preview={[item.queue.name, item.kept_since && placeKept(item.kept_since), 'ringing'].filter(Boolean).join(' · ')}
      clock={<Timer until={offer.expires_at} tone="ok" />}
    />
  );
}

function clockOf(item: Item): ReactNode {
  if (item.parked) {
    return (
      <Badge size="xs" variant="default" tt="none">
        Parked
      </Badge>
    );
  }
  if (item.state === 'wrap_up' && item.wrap_up_until) return <Timer until={item.wrap_up_until} tone="wrap" />;
  if (item.last_message_by === 'customer' && item.last_message_at) {
    return <Timer since={item.last_message_at} tone="warn" />;
  }
  return <Timer since={item.accepted_at ?? item.enqueued_at} tone={item.channel === 'call' ? 'acc' : 'idle'} />;
}

function ItemRow({ item, ...look }: Look & { item: Item }) {
  const waiting = item.last_message_by === 'customer';
  const tone = item.state === 'wrap_up' ? 'wrap' : item.channel === 'call' ? 'acc' : waiting ? 'warn' : undefined;
  return (
    <RowButton
      {...look}
      channel={item.channel}
      tone={tone}
      name={nameOf(item.customer)}
      tier={item.tier}
      preview={item.preview || item.subject || item.queue.name}
      unread={item.unread}
      clock={clockOf(item)}
    />
  );
}

function CallbackRow({ callback, ...look }: Look & { callback: Callback }) {
  const there = `${timeOfDay(callback.due_at, callback.zone)} in ${cityOf(callback.zone)}`;
  return (
    <RowButton
      {...look}
      channel="callback"
      tone={callback.state === 'due' ? 'wrap' : undefined}
      name={nameOf(callback.customer)}
      tier={callback.customer.tier}
      preview={`Callback ${there}`}
      clock={<Timer until={callback.due_at} long tone={callback.state === 'due' ? 'wrap' : 'idle'} />}
    />
  );
}

function TicketRow({ ticket, ...look }: Look & { ticket: Ticket }) {
  const due = ticketDue(ticket);
  return (
    <RowButton
      {...look}
      channel="ticket"
      name={`#${ticket.number}`}
      tier={ticket.customer?.tier}
      preview={ticket.subject}
      clock={due ? <SlaClock due={due} start={ticket.created_at} /> : null}
    />
  );
}
