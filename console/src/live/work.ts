import type { AgentState, Contact, Item, Message, Offer, Work } from '@/api/types';
import { serverNow } from './clock';
import type { KnownEvent } from './frames';

/*
 * How one event changes the agent's work. Pure: the old work goes in, the new comes out,
 * and what changes nothing gives back the very same object.
 */

const mine = new Set(['active', 'parked', 'wrap_up']);

/** Puts an item in its place, or takes it out when it is no longer this agent's. */
export function withItem(work: Work, item: Item): Work {
  const held = work.items.find((i) => i.id === item.id);
  if (held && held.version > item.version) return work;

  const keep = item.agent_id === work.person_state.agent_id && mine.has(item.state);
  if (!keep) return held ? { ...work, items: work.items.filter((i) => i.id !== item.id) } : work;
  const offers = work.offers.filter((o) => o.item.id !== item.id);
  if (held) return { ...work, offers, items: work.items.map((i) => (i.id === item.id ? item : i)) };
  const today = { ...work.today, handled: work.today.handled + 1 };
  return { ...work, offers, today, items: [...work.items, item] };
}

/** Adds an offer once; a later one for the same item replaces it. */
export function withOffer(work: Work, offer: Offer): Work {
  const others = work.offers.filter((o) => o.id !== offer.id && o.item.id !== offer.item.id);
  return { ...work, offers: [...others, offer] };
}

export function withoutOffer(work: Work, offerId: string): Work {
  if (!work.offers.some((o) => o.id === offerId)) return work;
  return { ...work, offers: work.offers.filter((o) => o.id !== offerId) };
}

/** Takes the agent's own state when it is newer; other agents' states belong to the board. */
export function withAgent(work: Work, state: AgentState): Work {
  const own = work.person_state;
  if (state.agent_id !== own.agent_id || state.version < own.version) return work;
  return { ...work, person_state: state };
}

/** Shows a customer's new message on its row until the server's own count arrives with the item. */
export function withMessage(work: Work, message: Message): Work {
  const item = work.items.find((i) => i.contact_id === message.contact_id);
  if (!item || message.internal || message.from.kind === 'system') return work;
  if (item.last_message_at && item.last_message_at >= message.at) return work;
  const fromCustomer = message.from.kind === 'customer';
  const touched: Item = {
    ...item,
    preview: message.text,
    last_message_at: message.at,
    last_message_by: message.from.kind,
    unread: fromCustomer ? item.unread + 1 : 0,
  };
  return { ...work, items: work.items.map((i) => (i.id === item.id ? touched : i)) };
}

const dayOf = (at: string | number) => new Date(at).toISOString().slice(0, 10);

/** Counts what a customer thought of a contact that the agent answered today; the server's days are those of UTC. */
function withRating(work: Work, { rating, agent_id, answered_at }: Contact): Work {
  if (rating == null || agent_id !== work.person_state.agent_id) return work;
  if (!answered_at || dayOf(answered_at) !== dayOf(serverNow())) return work;
  const { rating_avg, rating_count } = work.today;
  const count = rating_count + 1;
  const avg = ((rating_avg ?? 0) * rating_count + rating) / count;
  return { ...work, today: { ...work.today, rating_avg: avg, rating_count: count } };
}

/** The work after an event. */
export function workAfter(work: Work, event: KnownEvent): Work {
  switch (event.family) {
    case 'offer':
      return event.state.state === 'pending' ? withOffer(work, event.state) : withoutOffer(work, event.subject.id);
    case 'item':
      return withItem(work, event.state);
    case 'agent':
      return withAgent(work, event.state);
    case 'message':
      return event.kind === 'message.sent' ? withMessage(work, event.state) : work;
    case 'contact':
      return event.kind === 'contact.rated' ? withRating(work, event.state) : work;
    default:
      return work;
  }
}
