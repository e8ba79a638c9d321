import type {
  AgentState,
  Board,
  BoardQueue,
  Callback,
  Contact,
  Customer,
  Field,
  Item,
  Message,
  Offer,
  Screen,
  Work,
} from '@/api/types';
import type { KnownEvent, LiveEvent } from '@/live/frames';

/* Builders that read as sentences: each gives a whole thing, and takes what matters to the test. */

export const at = '2026-11-23T10:14:00Z';

export function anAgent(own: Partial<AgentState> = {}): AgentState {
  return {
    agent_id: 'lena',
    name: 'Lena Fischer',
    site_id: 'leeds',
    team: { id: 'otter', name: 'Otter' },
    status: 'available',
    reason: '',
    next_status: '',
    next_reason: '',
    status_since: at,
    back_at: null,
    state: 'ready',
    state_since: at,
    last_idle_at: at,
    link: 'connected',
    link_since: at,
    load: 0,
    capacity: 100,
    slots: [{ channel: 'chat', used: 1, cap: 3 }],
    version: 1,
    ...own,
  };
}

export function anItem(own: Partial<Item> = {}): Item {
  return {
    id: 'item-1',
    channel: 'chat',
    state: 'active',
    parked: false,
    queue: { id: 'broadband', name: 'Broadband' },
    contact_id: 'contact-1',
    customer: { id: 'jonas', name: 'Jonas Berg', tier: 'B' },
    tier: 'B',
    priority: 3,
    subject: 'Fibre engineer',
    preview: 'Is the engineer still coming today?',
    enqueued_at: at,
    kept_since: null,
    accepted_at: at,
    wrap_up_until: null,
    agent_id: 'lena',
    unread: 0,
    last_message_at: null,
    last_message_by: '',
    handover: null,
    version: 1,
    ...own,
  };
}

export function aScreen(own: Partial<Screen> = {}): Screen {
  return {
    customer: {
      id: 'jonas',
      name: 'Jonas Berg',
      kind: 'person',
      tier: 'B',
      language: 'en',
      zone: 'Europe/London',
      local_time_offset_min: 0,
      needs: [],
      since: '2023-02-01T00:00:00Z',
      custom: {},
    },
    organisation: null,
    identities: [],
    contacts: [],
    tickets: [],
    promises: [],
    consent: { calls: 'yes', email: 'yes', sms: 'unknown', recording: 'no' },
    page: null,
    fields: [],
    why: null,
    suggested_match: null,
    version: 1,
    ...own,
  };
}

export function aQueueRow(own: Partial<BoardQueue> = {}): BoardQueue {
  return {
    id: 'broadband',
    name: 'Broadband',
    waiting: 0,
    longest_s: 0,
    oldest_at: null,
    offered_today: 0,
    answered_today: 0,
    abandoned_today: 0,
    in_target_today: 0,
    overflowed_today: 0,
    sl: null,
    asa_s: null,
    expected_s: null,
    target_s: 30,
    open_now: true,
    ready: 0,
    on_contact: 0,
    surge: null,
    ...own,
  };
}

export function aBoard(own: Partial<Board> = {}): Board {
  return {
    pos: 1,
    at,
    queues: [],
    agents: [],
    totals: {
      waiting: 0,
      longest_s: 0,
      ready: 0,
      on_contact: 0,
      wrap_up: 0,
      away: 0,
      sl: null,
      callbacks_due: 0,
      promises: { kept: 0, moved: 0, broken: 0 },
    },
    alerts: [],
    audit: null,
    ...own,
  };
}

export function aCustomer(own: Partial<Customer> = {}): Customer {
  return {
    id: 'jonas',
    name: 'Jonas Berg',
    kind: 'person',
    tier: 'B',
    language: 'en',
    zone: 'Europe/London',
    site_id: null,
    needs: [],
    preferences: {},
    consent: { calls: 'yes', email: 'yes', sms: 'unknown', recording: 'no' },
    custom: {},
    identities: [],
    links: [],
    merged_into: null,
    created_at: at,
    version: 1,
    ...own,
  };
}

export function aField(own: Partial<Field> = {}): Field {
  return {
    id: 'field-1',
    entity: 'customer',
    key: 'plan',
    label: 'Plan',
    type: 'text',
    choices: [],
    position: 0,
    on_offer: false,
    version: 1,
    ...own,
  };
}

export function anOffer(own: Partial<Offer> = {}): Offer {
  return {
    id: 'offer-1',
    state: 'pending',
    agent_id: 'lena',
    item: anItem({ state: 'offered', agent_id: undefined }),
    offered_at: at,
    expires_at: '2026-11-23T10:14:20Z',
    waited_s: 221,
    why: { text: 'You match: Polish', chosen_by: 'longest_idle', candidates: 4 },
    screen: aScreen(),
    version: 1,
    ...own,
  };
}

export function aMessage(own: Partial<Message> = {}): Message {
  return {
    id: 'message-1',
    contact_id: 'contact-1',
    seq: 1,
    at,
    from: { kind: 'customer', id: 'jonas', name: 'Jonas Berg' },
    text: 'Is the engineer still coming today?',
    internal: false,
    attachments: [],
    delivered: false,
    read: false,
    ...own,
  };
}

export function aContact(own: Partial<Contact> = {}): Contact {
  return {
    id: 'contact-1',
    channel: 'chat',
    direction: 'in',
    customer_id: 'jonas',
    queue_id: 'broadband',
    agent_id: 'lena',
    subject: 'Fibre engineer',
    opened_at: at,
    answered_at: at,
    closed_at: null,
    outcome: '',
    note: '',
    rating: null,
    rating_text: '',
    page: null,
    custom: {},
    version: 1,
    ...own,
  };
}

export function aCallback(own: Partial<Callback> = {}): Callback {
  return {
    id: 'callback-1',
    customer: { id: 'jonas', name: 'Jonas Berg', tier: 'B' },
    phone: '+442079460000',
    zone: 'Europe/London',
    local: '2026-11-23T15:00',
    due_at: '2026-11-23T15:00:00Z',
    next_at: '2026-11-23T15:00:00Z',
    window_from: '2026-11-23T15:00:00Z',
    window_to: '2026-11-23T15:10:00Z',
    owner: { id: 'lena', name: 'Lena Fischer' },
    queue: { id: 'broadband', name: 'Broadband' },
    topic: 'the refund',
    by: { kind: 'agent', id: 'lena' },
    state: 'due',
    attempts: 0,
    dialled_at: null,
    outcome: '',
    note: '',
    created_at: at,
    ended_at: null,
    in_line_since: null,
    version: 1,
    ...own,
  };
}

export function someWork(own: Partial<Work> = {}): Work {
  return {
    pos: 1,
    person_state: anAgent(),
    offers: [],
    items: [],
    today: { handled: 0, declined: 0, missed: 0, rating_avg: null, rating_count: 0 },
    server_time: at,
    ...own,
  };
}

export function itemEvent(item: Item, place: Partial<LiveEvent> = {}): KnownEvent {
  const where = { pos: 1, n: 1, kind: 'item.changed', version: item.version, ...place };
  return { ...where, subject: { kind: 'item', id: item.id }, family: 'item', state: item };
}

export function offerEvent(offer: Offer, place: Partial<LiveEvent> = {}): KnownEvent {
  const where = { pos: 1, n: 1, kind: `offer.${offer.state}`, version: offer.version, ...place };
  return { ...where, subject: { kind: 'offer', id: offer.id }, family: 'offer', state: offer };
}

export function contactEvent(contact: Contact, kind: string, place: Partial<LiveEvent> = {}): KnownEvent {
  const where = { pos: 1, n: 1, version: contact.version, ...place, kind };
  return { ...where, subject: { kind: 'contact', id: contact.id }, family: 'contact', state: contact };
}

export function messageEvent(message: Message, kind = 'message.sent', place: Partial<LiveEvent> = {}): KnownEvent {
  const where = { pos: 1, n: 1, version: 1, ...place, kind };
  return { ...where, subject: { kind: 'message', id: message.id }, family: 'message', state: message };
}
