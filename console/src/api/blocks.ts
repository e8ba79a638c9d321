import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body } from './client';
import { keys } from './keys';
import type { NewBlock } from './types';

/** The agents who are kept from a customer. */
export function useBlocks(customerId: string) {
  return useQuery({
    queryKey: keys.blocks(customerId),
    queryFn: () =>
      body(api.GET('/customers/{id}/blocks', { params: { path: { id: customerId }, query: { limit: 200 } } })),
    select: (page) => page.items,
  });
}

export function useAddBlock(customerId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (block: NewBlock) =>
      body(api.POST('/customers/{id}/blocks', { params: { path: { id: customerId } }, body: block })),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.blocks(customerId) }),
  });
}

export function useRemoveBlock(customerId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (blockId: string) =>
      body(api.DELETE('/customers/{id}/blocks/{bid}', { params: { path: { id: customerId, bid: blockId } } })),
    onSuccess: () => cache.invalidateQueries({ queryKey: keys.blocks(customerId) }),
  });
}
