import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { api, body } from './client';
import { keys } from './keys';
import type { Sample, ServicePackage } from './types';

const of = (siteId: string) => ({ params: { path: { id: siteId } } });

/** A site's service packages, the first that fits applies. */
export function usePackages(siteId: string) {
  return useQuery({
    queryKey: keys.packages(siteId),
    queryFn: () => body(api.GET('/sites/{id}/packages', of(siteId))),
  });
}

/** Changes all rows at once, at the version they were read with. */
export function useSavePackages(siteId: string) {
  const cache = useQueryClient();
  return useMutation({
    mutationFn: (table: { version: number; rows: ServicePackage[] }) =>
      body(api.PUT('/sites/{id}/packages', { ...of(siteId), body: table })),
    onSuccess: (saved) => cache.setQueryData(keys.packages(siteId), saved),
    onError: () => cache.invalidateQueries({ queryKey: keys.packages(siteId) }),
  });
}

/** What somebody would get by these rows, saved or not. */
export function useTryPackages(siteId: string, rows: ServicePackage[], who: Sample) {
  const question = { ...who, rows };
  return useQuery({
    queryKey: keys.packageTry(siteId, question),
    queryFn: () => body(api.POST('/sites/{id}/packages/try', { ...of(siteId), body: question })),
    placeholderData: keepPreviousData,
    retry: false,
  });
}
