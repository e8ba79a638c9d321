import { type QueryClient, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
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
  return personIn(useQueryClient());
}

/** The same for what is no component. */
export function personIn(cache: QueryClient): Me['person'] {
  const me = cache.getQueryData<Me>(keys.session);
  if (!me) throw new Error('nobody is asked for who they are outside the sign-in gate');
  return me.person;
}

/** Whether this screen is still that of whoever the server knows as signed in; if not, theirs is started anew. */
export async function stillMine(cache: QueryClient): Promise<boolean> {
  const me = await readSession().catch(() => null);
  return me !== null && takeIn(cache, me);
}

/** Keeps who is signed in. Another person than before gets a page of their own, with nothing of the other's on it. */
function takeIn(cache: QueryClient, me: Me): boolean {
  const before = cache.getQueryData<Me>(keys.session)?.person.id ?? me.person.id;
  if (before === me.person.id) cache.setQueryData(keys.session, me);
  else window.location.assign('/');
  return before === me.person.id;
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
    onSuccess: (me) => void takeIn(cache, me),
  });
}

export function useSignOut() {
  return useMutation({
    mutationFn: () => body(api.DELETE('/session')),
    onSuccess: () => window.location.assign('/'),
  });
}
