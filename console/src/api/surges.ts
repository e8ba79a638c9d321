import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body } from './client';
import { keys } from './keys';

function useSwitch<T>(act: (what: T) => Promise<unknown>) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: act,
    onSettled: () =>
      Promise.all([
        cache.invalidateQueries({ queryKey: keys.boards }),
        cache.invalidateQueries({ queryKey: keys.catalog('queues') }),
      ]),
  });
}

export type SurgeAsked = { queueId: string; minutes: number; reason: string };

/** Says that more comes to a queue than it can serve, for so long. */
export function useBeginSurge() {
  return useSwitch(({ queueId, minutes, reason }: SurgeAsked) =>
    body(api.PUT('/queues/{id}/surge', { params: { path: { id: queueId } }, body: { minutes, reason } })),
  );
}

/** Ends a surge before its time. */
export function useEndSurge() {
  return useSwitch((queueId: string) => body(api.DELETE('/queues/{id}/surge', { params: { path: { id: queueId } } })));
}

/** How often somebody's own queues are asked for a surge: it is told to boards, not to every desk. */
const look = 15_000;

/** The queues, with whether a surge is on in each, as somebody's own desk looks at them. */
export function useSurges() {
  return useQuery({
    queryKey: keys.catalog('queues'),
    queryFn: () => body(api.GET('/queues', { params: { query: { limit: 200 } } })),
    select: (page) => page.items.filter(({ surge }) => surge),
    refetchInterval: look,
  });
}
