import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body } from './client';
import { keys } from './keys';
import type { Item, Lineup, Reasons, Takeable } from './types';

/** How often a line that somebody looks at is read again; their own acts and the board's news do so at once. */
const look = 5000;

/** What waits in a queue, whose turn is next first. */
export function useLineup(queueId: string) {
  return useQuery({
    queryKey: keys.line(queueId),
    queryFn: () => body<Lineup>(api.GET('/queues/{id}/waiting', { params: { path: { id: queueId } } })),
    refetchInterval: look,
    staleTime: 0,
  });
}

/** What waits in the queues that one serves oneself, and why one cannot take it. */
export function useTakeable() {
  return useQuery({
    queryKey: keys.takeable,
    queryFn: () => body<Takeable>(api.GET('/me/waiting')),
    refetchInterval: look,
    staleTime: 0,
  });
}

/** Why an item waits, and where the agents nearest to it stand. */
export function useWhy(itemId: string) {
  return useQuery({
    queryKey: keys.why(itemId),
    queryFn: () => body<Reasons>(api.GET('/work-items/{id}/why', { params: { path: { id: itemId } } })),
    staleTime: 0,
  });
}

function useAct<T>(act: (what: T) => Promise<Item>) {
  const cache = useQueryClient();
  return useMutation({ mutationFn: act, onSettled: () => cache.invalidateQueries({ queryKey: keys.lines }) });
}

/** Takes waiting work oneself, out of its turn. */
export function usePull() {
  return useAct((itemId: string) =>
    body<Item>(api.POST('/work-items/{id}/pull', { params: { path: { id: itemId } } })),
  );
}

/** Rings waiting work at one person's desk, out of its turn. */
export function usePush() {
  return useAct(({ itemId, agentId }: { itemId: string; agentId: string }) =>
    body<Item>(api.POST('/work-items/{id}/push', { params: { path: { id: itemId } }, body: { agent_id: agentId } })),
  );
}

export type Move = { itemId: string; from: number; to: number };

/** Moves work in its line, by seconds; refused when somebody else moved it meanwhile. */
export function useMove() {
  return useAct(({ itemId, from, to }: Move) =>
    body<Item>(
      api.POST('/work-items/{id}/age', { params: { path: { id: itemId } }, body: { age_adjust_s: to, was_s: from } }),
    ),
  );
}
