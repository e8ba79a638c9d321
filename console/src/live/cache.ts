import type { QueryClient } from '@tanstack/react-query';
import { keys } from '@/api/keys';
import type { TicketPages } from '@/api/tickets';
import type { Callback, Marks, Message, Offer, Ticket, Work } from '@/api/types';
import type { KnownEvent, LiveEvent } from './frames';
import { withMarks, withMessageIn } from './thread';
import { workAfter } from './work';

/*
 * The only hand that writes live news into the query cache.
 */

/** Puts a whole new truth in place; what it does not cover is read again when next looked at. */
export function writeSnapshot(cache: QueryClient, work: Work): void {
  cache.setQueryData(keys.work, work);
  for (const offer of work.offers) writeScreen(cache, offer);
  void cache.invalidateQueries({ predicate: ({ queryKey }) => !settled.has(String(queryKey[0])) });
}

/** What a snapshot does not make stale. */
const settled = new Set<string>([keys.work[0], keys.session[0], keys.boards[0], keys.outbox[0], 'catalog', 'typing']);

/** Applies one event that the stream let through. */
export function writeEvent(cache: QueryClient, event: LiveEvent): void {
  if (event.family === 'other') return refresh(cache, event);
  cache.setQueryData<Work>(keys.work, (work) => work && workAfter(work, event));
  writeSubject(cache, event);
}

function writeSubject(cache: QueryClient, event: KnownEvent): void {
  switch (event.family) {
    case 'offer':
      return writeScreen(cache, event.state);
    case 'message':
      return writeMessage(cache, event.state);
    case 'chat':
      return writeMarks(cache, event.state);
    case 'contact':
      return refresh(cache, event);
    case 'ticket':
      return writeTicket(cache, event.state);
    case 'callback':
      return writeCallback(cache, event.state);
  }
}

function writeScreen(cache: QueryClient, offer: Offer): void {
  if (offer.screen)
    cache.setQueryData(keys.screen(offer.screen.customer.id, offer.item.contact_id ?? null), offer.screen);
}

function writeMessage(cache: QueryClient, message: Message): void {
  const thread = keys.thread(message.contact_id);
  if (cache.getQueryData(thread)) {
    cache.setQueryData<Message[]>(thread, (held = []) => withMessageIn(held, message));
  } else {
    // A first read that is on its way may have missed it: read again.
    void cache.cancelQueries({ queryKey: thread }).then(() => cache.invalidateQueries({ queryKey: thread }));
  }
  if (message.from.kind === 'customer') cache.setQueryData(keys.typing(message.contact_id), false);
}

function writeMarks(cache: QueryClient, marks: Marks): void {
  cache.setQueryData<Message[]>(keys.thread(marks.contact_id), (held) => held && withMarks(held, marks));
}

function writeTicket(cache: QueryClient, ticket: Ticket): void {
  const held = cache.getQueryData<Ticket>(keys.ticket(ticket.id));
  if (held && held.version > ticket.version) return;
  cache.setQueryData(keys.ticket(ticket.id), ticket);
  cache.setQueriesData<TicketPages>({ queryKey: keys.tickets }, (pages) => pages && withTicket(pages, ticket));
  void cache.invalidateQueries({ queryKey: keys.comments(ticket.id) });
  void cache.invalidateQueries({ queryKey: keys.tickets });
  refreshScreen(cache, ticket.customer.id);
}

function withTicket(pages: TicketPages, ticket: Ticket): TicketPages {
  const replaced = pages.pages.map((page) => ({
    ...page,
    items: page.items.map((t) => (t.id === ticket.id ? ticket : t)),
  }));
  return { ...pages, pages: replaced };
}

function writeCallback(cache: QueryClient, callback: Callback): void {
  const held = cache.getQueryData<Callback>(keys.callback(callback.id));
  if (held && held.version > callback.version) return;
  cache.setQueryData(keys.callback(callback.id), callback);
  void cache.invalidateQueries({ queryKey: keys.callbacks });
  refreshScreen(cache, callback.customer.id);
}

/** The customer's screen lists their tickets and promises, and so does their timeline. */
function refreshScreen(cache: QueryClient, customerId: string): void {
  void cache.invalidateQueries({ queryKey: keys.screen(customerId) });
  void cache.invalidateQueries({ queryKey: keys.timeline(customerId) });
}

/** Subjects that are shown only as part of something larger make that larger thing read again. */
function refresh(cache: QueryClient, event: LiveEvent): void {
  const { kind, id } = event.subject;
  if (kind === 'customer') {
    refreshScreen(cache, id);
    void cache.invalidateQueries({ queryKey: keys.customer(id) });
  }
  if (kind === 'contact') {
    void cache.invalidateQueries({ queryKey: keys.screens });
    void cache.invalidateQueries({ queryKey: keys.timelines });
    void cache.invalidateQueries({ queryKey: keys.contact(id) });
  }
}
