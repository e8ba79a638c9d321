import type { TicketFilter } from '@/api/tickets';

/** The lists an agent works from. */
export const views = {
  mine: { label: 'My open tickets', filter: (me: string): TicketFilter => ({ assignee: me, state: 'open' }) },
  waiting: { label: 'Mine, waiting', filter: (me: string): TicketFilter => ({ assignee: me, state: 'pending' }) },
  fresh: { label: 'New', filter: (): TicketFilter => ({ state: 'new' }) },
  open: { label: 'All open', filter: (): TicketFilter => ({ state: 'open' }) },
  solved: { label: 'Solved', filter: (): TicketFilter => ({ state: 'solved' }) },
};

export type ViewName = keyof typeof views;
