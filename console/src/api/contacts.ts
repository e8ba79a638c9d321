import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body } from './client';
import { keys } from './keys';
import type { Own } from './types';

export function useContact(contactId: string) {
  return useQuery({
    queryKey: keys.contact(contactId),
    queryFn: () => body(api.GET('/contacts/{id}', { params: { path: { id: contactId } } })),
  });
}

/** Changes what is noted of a contact, at the version it was seen in. */
export function useChangeContact(contactId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (change: { custom: Own; version: number }) =>
      body(api.PATCH('/contacts/{id}', { params: { path: { id: contactId } }, body: change })),
    onSuccess: (contact) => {
      cache.setQueryData(keys.contact(contactId), contact);
      void cache.invalidateQueries({ queryKey: keys.screens });
    },
  });
}
