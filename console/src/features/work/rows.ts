import type { Callback, Item, Offer, Ticket, Work } from '@/api/types';
import { ticketDue } from '@/ui/ticketDue';

/** One line of the work list; `key` is also its name in the address. */
export type Row =
  | { kind: 'offer'; key: string; offer: Offer }
  | { kind: 'item'; key: string; item: Item }
  | { kind: 'callback'; key: string; callback: Callback; due: string }
  | { kind: 'ticket'; key: string; ticket: Ticket; due: string | null };

export type Group = { title: string; rows: Row[] };

const bySince = (a: Item, b: Item) => (a.accepted_at ?? a.enqueued_at).localeCompare(b.accepted_at ?? b.enqueued_at);

/** Voice rings before text; within a channel the one that ends first. */
export function byUrgency(a: Offer, b: Offer): number {
  const voice = (o: Offer) => (['call', 'callback', 'walkin'].includes(o.item.channel) ? 0 : 1);
  return voice(a) - voice(b) || a.expires_at.localeCompare(b.expires_at);
}

function dueRows(tickets: Ticket[], callbacks: Callback[], taken: Set<string | undefined>): Row[] {
  const open = tickets.filter((t) => !taken.has(t.id));
  const promised = callbacks.filter((c) => !taken.has(c.id) && (c.state === 'scheduled' || c.state === 'due'));
  const rows: Row[] = [
    ...promised.map((callback): Row => ({ kind: 'callback', key: callback.id, callback, due: callback.due_at })),
    ...open.map(
      (ticket): Row => ({
        kind: 'ticket',
        key: ticket.id,
        ticket,
        due: ticketDue(ticket),
      }),
    ),
  ];
  const at = (row: Row) => ('due' in row && row.due) || '9999';
  return rows.sort((a, b) => at(a).localeCompare(at(b)));
}

/**
 * The agent's work in its groups. Live rows stand in the order they were taken, so that
 * a new message never moves a row under the pointer.
 */
export function groupsOf(work: Work, tickets: Ticket[], callbacks: Callback[]): Group[] {
  const items = [...work.items].sort(bySince);
  const taken = new Set(items.flatMap((i) => [i.ticket_id, i.callback_id]));
  const row = (item: Item): Row => ({ kind: 'item', key: item.id, item });
  const groups: Group[] = [
    {
      title: 'Ringing',
      rows: [...work.offers].sort(byUrgency).map((offer): Row => ({ kind: 'offer', key: offer.id, offer })),
    },
    { title: 'Live', rows: items.filter((i) => i.state !== 'wrap_up').map(row) },
    { title: 'Wrap-up', rows: items.filter((i) => i.state === 'wrap_up').map(row) },
    { title: 'Due next', rows: dueRows(tickets, callbacks, taken) },
  ];
  return groups.filter((group) => group.rows.length > 0);
}
