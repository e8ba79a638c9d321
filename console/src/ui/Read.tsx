import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Failed } from './Failed';
import { Loading } from './Loading';

type Props<T> = {
  query: UseQueryResult<T>;
  /** Skeleton rows while it loads. */
  rows?: number;
  children: (data: T) => ReactNode;
};

/** Shows what a query gave, or its loading or error face. What is held stays while a re-read fails. */
export function Read<T>({ query, rows, children }: Props<T>) {
  if (query.data !== undefined) return children(query.data);
  if (query.error) return <Failed error={query.error} onRetry={() => void query.refetch()} />;
  return <Loading rows={rows} />;
}
