import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body } from './client';
import { keys } from './keys';
import type { Customer, Screen } from './types';

/** All that is shown beside a contact; the offer brings it along, so it is often there already. */
export function useScreen(customerId: string | null, contactId: string | null) {
  return useQuery({
    queryKey: keys.screen(customerId ?? '', contactId),
    queryFn: () =>
      body<Screen>(
        api.GET('/customers/{id}/screen', {
          params: { path: { id: customerId ?? '' }, query: { contact_id: contactId ?? undefined } },
        }),
      ),
    enabled: customerId !== null,
  });
}

export function useCustomer(customerId: string) {
  return useQuery({
    queryKey: keys.customer(customerId),
    queryFn: () => body(api.GET('/customers/{id}', { params: { path: { id: customerId } } })),
  });
}

export type CustomerChange = Partial<Pick<Customer, 'name' | 'tier' | 'language' | 'zone' | 'needs'>> & {
  version: number;
};

export function useChangeCustomer(customerId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (change: CustomerChange) =>
      body(api.PATCH('/customers/{id}', { params: { path: { id: customerId } }, body: change })),
    onSuccess: (customer) => {
      cache.setQueryData(keys.customer(customerId), customer);
      void cache.invalidateQueries({ queryKey: keys.screen(customerId) });
    },
  });
}

/** Customers and tickets by part of a name, number, address or ticket number. */
export function useSearch(text: string) {
  const q = text.trim();
  return useQuery({
    queryKey: keys.search(q),
    queryFn: () => body(api.GET('/search', { params: { query: { q } } })),
    enabled: q.length > 1,
    placeholderData: keepPreviousData,
  });
}
