import { useQuery } from '@tanstack/react-query';
import { api, body } from './client';
import { keys } from './keys';
import { usePermission } from './session';
import type { Board } from './types';

/** The live board; the socket replaces it several times a second while the link is up. */
export function useBoard() {
  const may = usePermission();
  return useQuery({
    queryKey: keys.board,
    queryFn: () => body<Board>(api.GET('/board')),
    enabled: may('board.read'),
    staleTime: Number.POSITIVE_INFINITY,
  });
}
