import type { SettableState, TicketState } from '@/api/types';

export const ticketStateNames: Record<TicketState, string> = {
  new: 'New',
  open: 'Open',
  pending: 'Waiting',
  on_hold: 'On hold',
  solved: 'Solved',
  closed: 'Closed',
  merged: 'Merged',
  spam: 'Spam',
  cancelled: 'Cancelled',
};

/** The states a person may set by hand. */
export const settableStates: SettableState[] = ['open', 'pending', 'on_hold', 'solved', 'cancelled'];

export const priorityNames: Record<number, string> = { 1: 'Critical', 2: 'High', 3: 'Normal', 4: 'Low', 5: 'Lowest' };
