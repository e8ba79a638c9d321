import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { asFault, Fault } from './fault';
import { keys } from './keys';

/** How often a question is put again before its error face shows; refusals are final at once. */
const tries = 2;

/** The query cache; `onSignedOut` hears of any answer that says the session is over. */
export function makeQueryClient(onSignedOut: () => void): QueryClient {
  const listen = (error: unknown) => {
    if (error instanceof Fault && error.status === 401) onSignedOut();
  };
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (query.queryKey[0] !== keys.session[0]) listen(error);
      },
    }),
    mutationCache: new MutationCache({
      onError: (error, _variables, _result, mutation) => {
        if (mutation.options.mutationKey?.[0] !== keys.session[0]) listen(error);
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        refetchOnWindowFocus: false,
        retry: (count, error) => asFault(error).passing && count < tries,
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}
