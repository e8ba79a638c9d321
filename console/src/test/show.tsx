import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { keys } from '@/api/keys';
import { makeQueryClient } from '@/api/query';
import type { Me } from '@/api/types';
import { LineProvider } from '@/live/LineProvider';

/** Who is signed in unless a test says otherwise. */
export const me: Me = {
  person: {
    id: 'lena',
    name: 'Lena Fischer',
    email: 'lena@northlight.example',
    role: 'agent',
    team: null,
    site: null,
    locale: 'en',
  },
  permissions: ['work'],
  server_time: '2026-11-23T10:14:00Z',
  version: 'test',
};

/** Shows something as it stands in the product: theme, cache, who is signed in, a line. */
export function show(ui: ReactNode, permissions = me.permissions, person: Partial<Me['person']> = {}) {
  const cache = makeQueryClient(() => undefined);
  cache.setQueryData(keys.session, { ...me, permissions, person: { ...me.person, ...person } });
  const page = render(
    <MantineProvider env="test">
      <QueryClientProvider client={cache}>
        <LineProvider onSignedOut={() => undefined}>{ui}</LineProvider>
      </QueryClientProvider>
    </MantineProvider>,
  );
  return { cache, ...page };
}
