import { useQuery } from '@tanstack/react-query';
import { api, body } from './client';
import { keys } from './keys';
import { usePermission } from './session';
import type { Board } from './types';

/** The live board, of one site or as far as one sees; the socket replaces it several times a second while the link is up. */
export function useBoard(site: string | null = null) {
  const may = usePermission();
  return useQuery({
    queryKey: keys.board(site),
    queryFn: () => body<Board>(api.GET('/board', { params: { query: { site: site ?? undefined } } })),
    enabled: may('board.read'),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
