import { type InfiniteData, useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body } from './client';
import { keys } from './keys';
import type { NewTicket, SettableState, Ticket, TicketPatch } from './types';

export type TicketFilter = { state?: string; assignee?: string; queue?: string; customer?: string };
export type TicketPage = { items: Ticket[]; next_cursor?: string | null };
export type TicketPages = InfiniteData<TicketPage, string | undefined>;

/** A list of tickets, page by page. */
export function useTickets(filter: TicketFilter) {
  return useInfiniteQuery({
    queryKey: keys.ticketList(filter),
    queryFn: ({ pageParam }): Promise<TicketPage> =>
      body<TicketPage>(api.GET('/tickets', { params: { query: { ...filter, limit: 100, cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
  });
}

export function useTicket(ticketId: string) {
  return useQuery({
    queryKey: keys.ticket(ticketId),
    queryFn: () => body<Ticket>(api.GET('/tickets/{id}', { params: { path: { id: ticketId } } })),
  });
}

/** What was written on a ticket, oldest first. */
export function useComments(ticketId: string) {
  return useQuery({
    queryKey: keys.comments(ticketId),
    queryFn: () => body(api.GET('/tickets/{id}/comments', { params: { path: { id: ticketId } } })),
    select: (page) => page.items.toReversed(),
  });
}

/** Opens a ticket; an agent is looked for at once. */
export function useOpenTicket() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (ticket: NewTicket) => body<Ticket>(api.POST('/tickets', { body: ticket })),
    onSuccess: (ticket) => {
      cache.setQueryData(keys.ticket(ticket.id), ticket);
      const changed = [keys.tickets, keys.screen(ticket.customer.id), keys.timeline(ticket.customer.id)];
      for (const queryKey of changed) void cache.invalidateQueries({ queryKey });
    },
  });
}

/** Changes a ticket at a version; somebody else's change meanwhile is a 409 with what it is now. */
export function useChangeTicket(ticketId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (patch: TicketPatch) =>
      body<Ticket>(api.PATCH('/tickets/{id}', { params: { path: { id: ticketId } }, body: patch })),
    onSuccess: (ticket) => {
      cache.setQueryData(keys.ticket(ticketId), ticket);
      void cache.invalidateQueries({ queryKey: keys.tickets });
    },
  });
}

export function useComment(ticketId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (comment: { text: string; internal: boolean; state?: SettableState }) =>
      body(api.POST('/tickets/{id}/comments', { params: { path: { id: ticketId } }, body: comment })),
    onSuccess: () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: keys.comments(ticketId) }),
        cache.invalidateQueries({ queryKey: keys.ticket(ticketId) }),
        cache.invalidateQueries({ queryKey: keys.tickets }),
      ]),
  });
}
