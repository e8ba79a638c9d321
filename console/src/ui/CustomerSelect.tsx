import { Select, Stack } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useState } from 'react';
import { useSearch } from '@/api/customers';
import { asFault } from '@/api/fault';
import { usePermission } from '@/api/session';
import type { Customer, CustomerKind } from '@/api/types';
import classes from './CustomerSelect.module.css';
import { NewCustomer } from './NewCustomer';
import { nameOf } from './nameOf';

/** As much of a customer as it takes to name them. */
export type KnownCustomer = { id: string; name: string };

type Props = {
  label: string;
  chosen: KnownCustomer | null;
  onChoose: (customer: KnownCustomer | null) => void;
  /** Which of those found can be chosen; without it, all. */
  fits?: (customer: Customer) => boolean;
  /** What may be made when it is not found; without it, nobody. */
  makes?: CustomerKind[];
  error?: React.ReactNode;
  autoFocus?: boolean;
};

/** How long the person may go on typing before the server is asked, in milliseconds. */
const pause = 150;

/** The choice of somebody who is not there yet. */
const nobodyYet = 'new';

/** A customer by part of a name, number, address or another system's id. */
export function CustomerSelect({ label, chosen, onChoose, fits = () => true, makes, error, autoFocus }: Props) {
  const may = usePermission()('customers.write');
  const [making, setMaking] = useState<string | null>(null);
  const [text, setText] = useState(chosen ? nameOf(chosen) : '');
  const [asked] = useDebouncedValue(text, pause);
  const found = useSearch(asked);
  const customers = (found.data?.customers ?? []).filter(fits);
  const choices: KnownCustomer[] = chosen ? [chosen, ...customers.filter((c) => c.id !== chosen.id)] : customers;
  const searching = asked !== text || found.isFetching;
  const sought = text.trim().length > 1 && !searching && !(chosen && text === nameOf(chosen));
  const fresh = may && makes && sought ? [{ value: nobodyYet, label: `New customer “${text.trim()}”…` }] : [];
  const reach = new Map(customers.map((c) => [c.id, reachOf(c)]));
  return (
    <Stack gap="xs">
      <Select
        label={label}
        placeholder="Name, number, email or account"
        searchable
        clearable
        data-autofocus={autoFocus || undefined}
        error={error ?? (found.error ? asFault(found.error).words.title : undefined)}
        data={[...choices.map((c) => ({ value: c.id, label: nameOf(c) })), ...fresh]}
        filter={({ options }) => options}
        nothingFoundMessage={emptyWords(text, searching)}
        renderOption={({ option }) => (
          <span className={classes.option}>
            {option.label}
            <span className={classes.reach}>{reach.get(option.value)}</span>
          </span>
        )}
        value={chosen?.id ?? null}
        onChange={(id) => (id === nobodyYet ? setMaking(text) : onChoose(choices.find((c) => c.id === id) ?? null))}
        searchValue={text}
        onSearchChange={setText}
      />
      {making !== null && (
        <NewCustomer
          inside
          start={making}
          kinds={makes}
          onCancel={() => setMaking(null)}
          onMade={(customer) => {
            setMaking(null);
            onChoose(customer);
          }}
        />
      )}
    </Stack>
  );
}

/** What stands in the list with nobody in it; before there is a question there is no list. */
function emptyWords(text: string, searching: boolean): string | undefined {
  if (text.trim().length < 2) return undefined;
  return searching ? 'Searching…' : 'Nobody found';
}

/** What tells two customers of one name apart. */
function reachOf(customer: Customer): string {
  const shown = customer.identities.filter((i) => i.kind !== 'visitor').slice(0, 2);
  return shown.map((i) => i.value).join(' · ');
}
