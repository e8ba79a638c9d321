import { useQuery } from '@tanstack/react-query';
import { keys } from './keys';
import type { Board } from './types';

/** The live board. Only the socket brings it, several times a second while the link is up. */
export function useBoard() {
  return useQuery({
    queryKey: keys.board,
    queryFn: (): Promise<Board> => new Promise(() => undefined),
    enabled: false,
  });
}
