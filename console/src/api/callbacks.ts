import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body } from './client';
import { keys } from './keys';
import type { Callback, Outcome } from './types';

export type CallbackFilter = { state?: string; owner?: string; from?: string; to?: string };

export function useCallbacks(filter: CallbackFilter) {
  return useQuery({
    queryKey: keys.callbackList(filter),
    queryFn: () => allCallbacks(filter),
  });
}

/** All of them, page by page: what is promised must not fall off the end of a list. */
async function allCallbacks(filter: CallbackFilter): Promise<Callback[]> {
  const all: Callback[] = [];
  for (let cursor: string | undefined; ; ) {
    const query = { ...filter, limit: 200, cursor };
    const page = await body<{ items: Callback[]; next_cursor?: string | null }>(
      api.GET('/callbacks', { params: { query } }),
    );
    all.push(...page.items);
    if (!page.next_cursor) return all;
    cursor = page.next_cursor;
  }
}

export function usePlannedCallback(callbackId: string) {
  return useQuery({
    queryKey: keys.callback(callbackId),
    queryFn: () => body<Callback>(api.GET('/callbacks/{id}', { params: { path: { id: callbackId } } })),
  });
}

export type CallbackQuestion = { phone: string; local: string; zone: string };

/** Whether the law lets us call this number at this local time, and when it would. */
export function useCallbackCheck(question: CallbackQuestion | null) {
  return useQuery({
    queryKey: keys.callbackCheck(question ?? {}),
    queryFn: () => body(api.POST('/callbacks/check', { body: question ?? { phone: '', local: '', zone: '' } })),
    enabled: question !== null,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

export type Booking = CallbackQuestion & {
  customer_id: string;
  owner_id?: string;
  queue_id: string;
  topic: string;
  contact_id?: string;
};

function useChanged() {
  const cache = useQueryClient();
  return (callbackId?: string) =>
    Promise.all([
      cache.invalidateQueries({ queryKey: keys.callbacks }),
      cache.invalidateQueries({ queryKey: keys.screens }),
      callbackId ? cache.invalidateQueries({ queryKey: keys.callback(callbackId) }) : undefined,
    ]);
}

export function useBookCallback() {
  const changed = useChanged();
  return useMutation({
    mutationFn: (booking: Booking) => body(api.POST('/callbacks', { body: booking })),
    onSuccess: () => changed(),
  });
}

/** Asks for leave to dial; the answer is a link for the telephone, or a 403/409 with the reason why not. */
export function useDial(callbackId: string) {
  const changed = useChanged();
  return useMutation({
    mutationFn: () => body(api.POST('/callbacks/{id}/dial', { params: { path: { id: callbackId } } })),
    onSuccess: () => changed(callbackId),
  });
}

export function useOutcome(callbackId: string) {
  const changed = useChanged();
  return useMutation({
    mutationFn: (result: { outcome: Outcome; note: string }) =>
      body(api.POST('/callbacks/{id}/outcome', { params: { path: { id: callbackId } }, body: result })),
    onSuccess: () => changed(callbackId),
  });
}

/** Takes a promise back that nobody needs any more. */
export function useCancelCallback(callbackId: string) {
  const changed = useChanged();
  return useMutation({
    mutationFn: (reason: string) =>
      body(api.POST('/callbacks/{id}/cancel', { params: { path: { id: callbackId } }, body: { reason } })),
    onSuccess: () => changed(callbackId),
  });
}

export function useMoveCallback(callbackId: string) {
  const changed = useChanged();
  return useMutation({
    mutationFn: (to: { local: string; zone: string }) =>
      body(api.POST('/callbacks/{id}/move', { params: { path: { id: callbackId } }, body: to })),
    onSuccess: () => changed(callbackId),
  });
}
