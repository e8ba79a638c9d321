import {
  keepPreviousData,
  type QueryClient,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { api, body } from './client';
import { keys } from './keys';
import type { Consents, Customer, IdentityInput, Screen, TimelineEntry } from './types';

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

export type NewCustomer = Pick<Customer, 'kind' | 'name' | 'tier' | 'language' | 'zone'> & {
  phone: string;
  email: string;
  site_id?: string;
};

/** Writes down somebody new; what was left empty is left to the server, which tells the zone by the number. */
export function useCreateCustomer() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ kind, name, tier, language, zone, site_id, phone, email }: NewCustomer) => {
      const identities: IdentityInput[] = [];
      if (phone.trim()) identities.push({ kind: 'phone', value: phone.trim() });
      if (email.trim()) identities.push({ kind: 'email', value: email.trim() });
      return body<Customer>(
        api.POST('/customers', {
          body: {
            kind,
            name: name.trim(),
            tier,
            language: language.trim() || undefined,
            zone: zone.trim() || undefined,
            site_id,
            identities,
          },
        }),
      );
    },
    onSuccess: (customer) => {
      cache.setQueryData(keys.customer(customer.id), customer);
      void cache.invalidateQueries({ queryKey: keys.searches });
    },
  });
}

export type CustomerChange = Partial<
  Pick<Customer, 'name' | 'site_id' | 'tier' | 'language' | 'zone' | 'needs' | 'custom'>
> & {
  consent?: Partial<Consents>;
  preferences?: Record<string, string | null>;
  version: number;
};

export function useChangeCustomer(customerId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (change: CustomerChange) =>
      body(api.PATCH('/customers/{id}', { params: { path: { id: customerId } }, body: change })),
    onSuccess: (customer) => keep(cache, customer),
  });
}

/** Puts a customer as changed in place; what shows them in part is read again. */
function keep(cache: QueryClient, customer: Customer): void {
  cache.setQueryData(keys.customer(customer.id), customer);
  void cache.invalidateQueries({ queryKey: keys.screen(customer.id) });
}

/** One change to what a customer is known by, or to whom they belong. */
export type Relation =
  | { act: 'identify'; identity: IdentityInput }
  | { act: 'forget'; identityId: string }
  | { act: 'link'; customer_id: string; role: string; since?: string }
  | { act: 'unlink'; linkId: string };

export function useRelate(customerId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (change: Relation) => body<Customer>(relate(customerId, change)),
    onSuccess: (customer) => {
      keep(cache, customer);
      // A link has two ends, and the other one may be on a screen too.
      void cache.invalidateQueries({ queryKey: keys.customers, predicate: isNot(customerId) });
    },
  });
}

function isNot(customerId: string) {
  return ({ queryKey }: { queryKey: readonly unknown[] }) => queryKey[1] !== customerId;
}

function relate(id: string, change: Relation) {
  switch (change.act) {
    case 'identify':
      return api.POST('/customers/{id}/identities', { params: { path: { id } }, body: change.identity });
    case 'forget':
      return api.DELETE('/customers/{id}/identities/{iid}', { params: { path: { id, iid: change.identityId } } });
    case 'link': {
      const { act: _act, ...link } = change;
      return api.POST('/customers/{id}/links', { params: { path: { id } }, body: link });
    }
    case 'unlink':
      return api.DELETE('/customers/{id}/links/{lid}', { params: { path: { id, lid: change.linkId } } });
  }
}

/** Gives up a customer's record for another's; with it moves all that hangs on it. */
export function useMerge() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: ({ from, into }: { from: string; into: string }) =>
      body(api.POST('/customers/{id}/merge', { params: { path: { id: from } }, body: { into_id: into } })),
    onSuccess: () => rereadAll(cache),
  });
}

/** Takes a merge back; gives the record that had been given up. */
export function useUndoMerge() {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (mergeId: string) =>
      body<Customer>(api.POST('/merges/{id}/undo', { params: { path: { id: mergeId } } })),
    onSuccess: () => rereadAll(cache),
  });
}

/** A merge changes whose contacts, tickets and promises are whose. */
function rereadAll(cache: QueryClient) {
  const changed = [keys.customers, keys.screens, keys.timelines, keys.tickets, keys.callbacks];
  return Promise.all(changed.map((queryKey) => cache.invalidateQueries({ queryKey })));
}

export type TimelinePage = { items: TimelineEntry[]; next_cursor?: string | null };

/** All that ever happened with a customer, the newest first, page by page. */
export function useTimeline(customerId: string) {
  return useInfiniteQuery({
    queryKey: keys.timeline(customerId),
    queryFn: ({ pageParam }): Promise<TimelinePage> =>
      body(
        api.GET('/customers/{id}/timeline', {
          params: { path: { id: customerId }, query: { limit: 50, cursor: pageParam } },
        }),
      ),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
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
