import { MantineProvider } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useState } from 'react';
import { makeQueryClient } from '@/api/query';
import { styleNonce } from './nonce';
import { router } from './router';
import { askToSignIn } from './signedOut';
import { resolver, theme } from './theme';

/** Everything around the routes: theme, cache, notices. */
export function App() {
  const [queries] = useState(() => makeQueryClient(askToSignIn));
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolver}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
      deduplicateCssVariables={false}
    >
      <QueryClientProvider client={queries}>
        <Notifications position="top-center" limit={3} />
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  );
}
