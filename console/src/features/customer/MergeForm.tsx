import { Button, SegmentedControl, Stack } from '@mantine/core';
import { useState } from 'react';
import { useMerge } from '@/api/customers';
import { asFault } from '@/api/fault';
import type { Customer } from '@/api/types';
import { CustomerSelect, type KnownCustomer } from '@/ui/CustomerSelect';
import { Notice } from '@/ui/Notice';
import { nameOf } from '@/ui/nameOf';
import { sayDone } from '@/ui/say';
import classes from './Relations.module.css';

type Props = {
  customer: Customer;
  /** Who is said to be the same, where that is known. */
  start?: KnownCustomer | null;
  onMerged: (survivorId: string) => void;
};

/** Makes one customer of two records: which other one, and which of the two stays. */
export function MergeForm({ customer, start = null, onMerged }: Props) {
  const merge = useMerge();
  const [other, setOther] = useState<KnownCustomer | null>(start);
  const [stays, setStays] = useState('this');
  const [into, from] = stays === 'this' ? [customer, other] : [other, customer];
  const fault = merge.error ? asFault(merge.error) : null;

  const send = () => {
    if (!from || !into) return;
    merge.mutate(
      { from: from.id, into: into.id },
      {
        onSuccess: () => {
          sayDone(`${nameOf(into)} has everything now.`);
          onMerged(into.id);
        },
      },
    );
  };
  return (
    <Stack gap="sm">
      <CustomerSelect
        label="The same as"
        autoFocus={!start}
        chosen={other}
        onChoose={setOther}
        fits={(found) => found.id !== customer.id && found.kind === customer.kind}
      />
      {other && (
        <>
          <SegmentedControl
            aria-label="Which record stays"
            data={[
              { value: 'this', label: `${nameOf(customer)} stays` },
              { value: 'other', label: `${nameOf(other)} stays` },
            ]}
            value={stays}
            onChange={setStays}
          />
          <div className={classes.small}>
            Contacts, tickets, promises, numbers and addresses of both will be {nameOf(into)}'s; what is blank there is
            filled, and a refusal of consent holds. It can be undone in the history.
          </div>
        </>
      )}
      {fault && (
        <Notice tone="bad" role="alert" title={fault.words.title}>
          {fault.words.text}
        </Notice>
      )}
      <Button disabled={!other} loading={merge.isPending} onClick={send}>
        Make them one
      </Button>
    </Stack>
  );
}
