import { useQuery } from '@tanstack/react-query';
import { api, body } from './client';
import { keys } from './keys';
import type { Field } from './types';

/* The short lists an installation is configured with: read once, chosen from everywhere. */

const all = { params: { query: { limit: 200 } } };

export function useQueues() {
  return useQuery({
    queryKey: keys.catalog('queues'),
    queryFn: () => body(api.GET('/queues', all)),
    select: (page) => page.items,
  });
}

export function useAgents() {
  return useQuery({
    queryKey: keys.catalog('agents'),
    queryFn: () => body(api.GET('/agents', all)),
    select: (page) => page.items,
  });
}

export function useDispositions() {
  return useQuery({
    queryKey: keys.catalog('dispositions'),
    queryFn: () => body(api.GET('/dispositions', all)),
    select: (page) => page.items,
  });
}

/** The fields of the company's own, in the order in which screens show them. */
export function useFields(entity?: Field['entity']) {
  return useQuery({
    queryKey: keys.catalog('fields'),
    queryFn: () => body(api.GET('/fields', all)),
    select: (page) => page.items.filter((field) => !entity || field.entity === entity),
  });
}
