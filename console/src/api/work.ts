import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { withAgent, withItem, withoutOffer } from '@/live/work';
import { api, body } from './client';
import { keys } from './keys';
import type { AgentState, Item, StatusChange, Work } from './types';

/** The agent's offers and items, kept current by the socket. */
export function useWork() {
  return useQuery({
    queryKey: keys.work,
    queryFn: () => body<Work>(api.GET('/me/work')),
    staleTime: Number.POSITIVE_INFINITY,
  });
}

function change(cache: QueryClient, to: (work: Work) => Work): void {
  cache.setQueryData<Work>(keys.work, (work) => work && to(work));
}

/** Declares a status now, or for when the present contact has ended. */
export function useSetStatus() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (status: StatusChange) => body<AgentState>(api.PUT('/me/status', { body: status })),
    onSuccess: (state: AgentState) => change(cache, (work) => withAgent(work, state)),
  });
}

/** Takes an offer. Never ahead of the server: somebody else may have won. */
export function useAccept() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (offerId: string) => body<Item>(api.POST('/offers/{id}/accept', { params: { path: { id: offerId } } })),
    onSuccess: (item: Item, offerId) => change(cache, (work) => withItem(withoutOffer(work, offerId), item)),
    onError: (_fault, offerId) => change(cache, (work) => withoutOffer(work, offerId)),
  });
}

export function useReject() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ offerId, reason }: { offerId: string; reason: string }) =>
      body(api.POST('/offers/{id}/reject', { params: { path: { id: offerId } }, body: { reason } })),
    onSuccess: (_answer, { offerId }) => change(cache, (work) => withoutOffer(work, offerId)),
  });
}

type Step = 'end' | 'extend';

/** Ends a contact (wrap-up begins), or gives its wrap-up 30 s more. */
export function useItemStep(step: Step) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (itemId: string) => {
      const at = { params: { path: { id: itemId } } };
      return body<Item>(
        step === 'end' ? api.POST('/work-items/{id}/end', at) : api.POST('/work-items/{id}/extend', at),
      );
    },
    onSuccess: (item: Item) => change(cache, (work) => withItem(work, item)),
  });
}

export type Finish = {
  itemId: string;
  disposition_id?: string;
  note?: string;
  ticket?: { subject: string; priority: number };
};

/** Closes the wrap-up with what was agreed. */
export function useFinish() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ itemId, ...finish }: Finish) =>
      body<Item>(api.POST('/work-items/{id}/finish', { params: { path: { id: itemId } }, body: finish })),
    onSuccess: (item: Item) => {
      change(cache, (work) => withItem(work, item));
      void cache.invalidateQueries({ queryKey: keys.tickets });
    },
  });
}

export type Transfer = { itemId: string; queue_id?: string; agent_id?: string; note?: string };

export function useTransfer() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ itemId, ...to }: Transfer) =>
      body<Item>(api.POST('/work-items/{id}/transfer', { params: { path: { id: itemId } }, body: to })),
    onSuccess: (item: Item) => change(cache, (work) => withItem(work, item)),
  });
}
