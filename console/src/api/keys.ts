/** Every key of the query cache, in one place, because the socket writes to the same ones. */
export const keys = {
  session: ['session'] as const,
  localRoot: ['local-root'] as const,
  work: ['work'] as const,
  boards: ['board'] as const,
  /** Of one site; with none named, the watcher's own. */
  board: (site: string | null) => ['board', site] as const,
  thread: (contactId: string) => ['thread', contactId] as const,
  typing: (contactId: string) => ['typing', contactId] as const,
  screens: ['screen'] as const,
  /** With no contact named: every screen of the customer. */
  screen: (customerId: string, contactId?: string | null) =>
    contactId === undefined ? (['screen', customerId] as const) : (['screen', customerId, contactId] as const),
  customers: ['customer'] as const,
  customer: (customerId: string) => ['customer', customerId] as const,
  contact: (contactId: string) => ['contact', contactId] as const,
  timelines: ['timeline'] as const,
  timeline: (customerId: string) => ['timeline', customerId] as const,
  tickets: ['tickets'] as const,
  ticketList: (filter: object) => ['tickets', filter] as const,
  ticket: (ticketId: string) => ['ticket', ticketId] as const,
  comments: (ticketId: string) => ['comments', ticketId] as const,
  callbacks: ['callbacks'] as const,
  callbackList: (filter: object) => ['callbacks', filter] as const,
  callback: (callbackId: string) => ['callback', callbackId] as const,
  callbackCheck: (question: object) => ['callback-check', question] as const,
  searches: ['search'] as const,
  search: (text: string) => ['search', text] as const,
  outbox: ['outbox'] as const,
  catalog: (name: string) => ['catalog', name] as const,
};
