import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { learnServerTime } from '@/live/clock';
import { api, body } from './client';
import { keys } from './keys';
import type { Me } from './types';

async function readSession(): Promise<Me> {
  const me = await body<Me>(api.GET('/session'));
  learnServerTime(me.server_time);
  return me;
}

/** Who is signed in; a 401 is an error here and shows the sign-in page. */
export function useSession() {
  return useQuery({ queryKey: keys.session, queryFn: readSession, staleTime: Number.POSITIVE_INFINITY });
}

/** The person on whose behalf this screen works; only for use below the sign-in gate. */
export function useMe(): Me['person'] {
  const me = useQueryClient().getQueryData<Me>(keys.session);
  if (!me) throw new Error('useMe stands outside the sign-in gate');
  return me.person;
}

/** Whether this person may do something, by the permission's name. */
export function usePermission(): (permission: string) => boolean {
  const me = useQueryClient().getQueryData<Me>(keys.session);
  return (permission) => me?.permissions.includes(permission) ?? false;
}

export function useSignIn() {
  const cache = useQueryClient();
  return useMutation({
    mutationKey: keys.session,
    mutationFn: (given: { email: string; password: string }) => body<Me>(api.POST('/session', { body: given })),
    onSuccess: (me) => cache.setQueryData(keys.session, me),
  });
}

export function useSignOut() {
  return useMutation({
    mutationFn: () => body(api.DELETE('/session')),
    onSuccess: () => window.location.assign('/'),
  });
}
