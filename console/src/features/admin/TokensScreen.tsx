import { Button, Code, CopyButton, Group, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useCreateToken, useRevokeToken, useTokens } from '@/api/admin';
import type { ApiToken } from '@/api/types';
import { Column } from '@/ui/Column';
import { DataTable } from '@/ui/DataTable';
import { Empty } from '@/ui/Empty';
import { Notice } from '@/ui/Notice';
import { Read } from '@/ui/Read';
import { Scroll } from '@/ui/Scroll';
import { sayFault } from '@/ui/say';
import { day } from '@/ui/time';
import classes from './TokensScreen.module.css';

/** Keys for other systems: made once, shown once, taken back at any time. */
export function TokensScreen() {
  const tokens = useTokens();
  return (
    <Column label="API tokens">
      <Scroll>
        <div className={classes.page}>
          <h2 className={classes.title}>API tokens</h2>
          <NewToken />
          <Read query={tokens}>
            {(list) => (list.length === 0 ? <Empty title="No tokens yet" /> : <TokenTable tokens={list} />)}
          </Read>
        </div>
      </Scroll>
    </Column>
  );
}

function NewToken() {
  const create = useCreateToken();
  const [name, setName] = useState('');
  const make = (event: React.FormEvent) => {
    event.preventDefault();
    create.mutate(name.trim(), { onSuccess: () => setName(''), onError: sayFault });
  };
  return (
    <>
      <form onSubmit={make}>
        <Group align="end" gap="xs">
          <TextInput
            label="What is it for?"
            placeholder="Telephone system"
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <Button type="submit" disabled={!name.trim()} loading={create.isPending}>
            Make a token
          </Button>
        </Group>
      </form>
      {create.data && (
        <Notice
          tone="ok"
          title="Copy it now. It is not shown again."
          action={
            <CopyButton value={create.data.secret}>
              {({ copied, copy }) => <Button onClick={copy}>{copied ? 'Copied' : 'Copy'}</Button>}
            </CopyButton>
          }
        >
          <Code>{create.data.secret}</Code>
        </Notice>
      )}
    </>
  );
}

function TokenTable({ tokens }: { tokens: ApiToken[] }) {
  const revoke = useRevokeToken();
  const [asked, setAsked] = useState<ApiToken | null>(null);
  const take = () => asked && revoke.mutate(asked.id, { onSuccess: () => setAsked(null), onError: sayFault });
  return (
    <>
      <DataTable label="Tokens" className={classes.tokens}>
        <thead>
          <tr>
            <th scope="col">For</th>
            <th scope="col">Made</th>
            <th scope="col">Last used</th>
            <th scope="col">
              <span className={classes.hidden}>Take back</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {tokens.map((token) => (
            <tr key={token.id}>
              <th scope="row">{token.name}</th>
              <td>{day(token.created_at)}</td>
              <td>{token.last_used_at ? day(token.last_used_at) : 'never'}</td>
              <td>
                <Button variant="default" size="compact-xs" onClick={() => setAsked(token)}>
                  Take back
                </Button>
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
      <Modal opened={asked !== null} onClose={() => setAsked(null)} title="Take this token back?">
        Whatever uses “{asked?.name}” can no longer reach the service. This cannot be undone.
        <Group justify="end" mt="md">
          <Button variant="default" onClick={() => setAsked(null)}>
            Keep it
          </Button>
          <Button loading={revoke.isPending} onClick={take}>
            Take it back
          </Button>
        </Group>
      </Modal>
    </>
  );
}
