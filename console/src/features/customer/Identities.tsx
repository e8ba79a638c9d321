import { ActionIcon, Button, NativeSelect, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconTrash } from '@tabler/icons-react';
import { useRelate } from '@/api/customers';
import { asFault, fieldErrors } from '@/api/fault';
import type { Customer, IdentityInput } from '@/api/types';
import { Block } from '@/ui/Block';
import type { KnownCustomer } from '@/ui/CustomerSelect';
import { identityNames } from '@/ui/identities';
import { Notice } from '@/ui/Notice';
import { nameOf } from '@/ui/nameOf';
import { sayFault } from '@/ui/say';
import { Tag } from '@/ui/Tag';
import classes from './Relations.module.css';

type Props = { customer: Customer; onSame: (other: KnownCustomer) => void };

/** What the customer is known by; a number or address that another one has offers to make one of the two. */
export function Identities({ customer, onSame }: Props) {
  const relate = useRelate(customer.id);
  const add = useRelate(customer.id);
  const form = useForm({
    initialValues: { kind: 'phone' as IdentityInput['kind'], value: '' },
    validate: { value: (value) => (value.trim() ? null : 'What are they known by?') },
  });
  const fault = add.error ? asFault(add.error) : null;
  const holder = fault?.code === 'identity_taken' ? (fault.current as KnownCustomer) : null;
  const shown = customer.identities.filter((identity) => identity.kind !== 'visitor');
  const submit = form.onSubmit((identity) =>
    add.mutate(
      { act: 'identify', identity },
      {
        onSuccess: () => form.reset(),
        onError: (error) => {
          const { email, value } = fieldErrors(error);
          const wrong = value ?? email ?? fieldErrors(error).phone;
          if (wrong) form.setFieldError('value', wrong);
          else if (asFault(error).code !== 'identity_taken') sayFault(error);
        },
      },
    ),
  );
  return (
    <Block title="Known by" count={shown.length}>
      <ul className={classes.list}>
        {shown.map((identity) => (
          <li key={identity.id} className={classes.line}>
            <span className={classes.kind}>{identityNames[identity.kind]}</span>
            <span className={classes.words}>{identity.value}</span>
            {identity.verified && <Tag tone="ok">Verified</Tag>}
            <ActionIcon
              aria-label={`Remove ${identity.value}`}
              onClick={() => relate.mutate({ act: 'forget', identityId: identity.id }, { onError: sayFault })}
            >
              <IconTrash size={15} />
            </ActionIcon>
          </li>
        ))}
      </ul>
      {holder && (
        <Notice
          tone="warn"
          role="alert"
          title={`${nameOf(holder)} is known by this`}
          action={<Button onClick={() => onSame(holder)}>They are one…</Button>}
        />
      )}
      <form className={classes.add} onSubmit={submit}>
        <NativeSelect
          aria-label="Kind"
          data={[
            { value: 'phone', label: 'Phone' },
            { value: 'email', label: 'Email' },
            { value: 'external', label: 'Account' },
          ]}
          {...form.getInputProps('kind')}
        />
        <TextInput aria-label="Number, address or account" {...form.getInputProps('value')} />
        <Button type="submit" variant="default" loading={add.isPending}>
          Add
        </Button>
      </form>
    </Block>
  );
}
