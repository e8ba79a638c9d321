import { useQuery } from '@tanstack/react-query';
import { api, body } from './client';
import { keys } from './keys';

/** The live board; the socket replaces it several times a second while the link is up. */
export function useBoard() {
  return useQuery({
    queryKey: keys.board,
    queryFn: () => body(api.GET('/board')),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
