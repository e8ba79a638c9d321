import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { useLink } from './link';
import { flush } from './outbox';

/** Sends what waited each time the line comes up. */
export function useFlush(): void {
  const cache = useQueryClient();
  const up = useLink().phase === 'up';
  useEffect(() => {
    if (up) void flush(cache);
  }, [up, cache]);
}
