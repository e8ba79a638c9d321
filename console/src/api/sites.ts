import { useQuery } from '@tanstack/react-query';
import { api, body } from './client';
import { keys } from './keys';
import { useMe } from './session';

/** The sites that this person may see and set: an admin's are all, anybody else's is their own. */
export function useSites() {
  const me = useMe();
  return useQuery({
    queryKey: keys.catalog('sites'),
    queryFn: () => body(api.GET('/sites', { params: { query: { limit: 200 } } })),
    select: ({ items }) => (me.role === 'admin' ? items : items.filter((site) => site.id === me.site?.id)),
  });
}
