import type { TicketFilter } from '@/api/tickets';

/** The lists an agent works from. */
export const views = {
  mine: { label: 'My open tickets', filter: (me: string): TicketFilter => ({ assignee: me, state: 'new,open' }) },
  waiting: {
    label: 'Mine, waiting',
    filter: (me: string): TicketFilter => ({ assignee: me, state: 'pending,on_hold' }),
  },
  fresh: { label: 'New, for anybody', filter: (): TicketFilter => ({ state: 'new' }) },
  open: { label: 'All open', filter: (): TicketFilter => ({ state: 'new,open,pending,on_hold' }) },
  solved: { label: 'Solved', filter: (): TicketFilter => ({ state: 'solved' }) },
};

export type ViewName = keyof typeof views;
