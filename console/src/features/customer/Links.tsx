import { ActionIcon, Button, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconTrash } from '@tabler/icons-react';
import { useRelate } from '@/api/customers';
import { fieldErrors } from '@/api/fault';
import type { Customer, CustomerLink } from '@/api/types';
import { Block } from '@/ui/Block';
import { CustomerSelect, type KnownCustomer } from '@/ui/CustomerSelect';
import { nameOf } from '@/ui/nameOf';
import { sayFault } from '@/ui/say';
import { day } from '@/ui/time';
import classes from './Relations.module.css';

type Props = { customer: Customer; onCustomer: (customerId: string) => void };

/** Where a person belongs, or who belongs to an organisation: with which role, since when. */
export function Links({ customer, onCustomer }: Props) {
  const relate = useRelate(customer.id);
  const add = useRelate(customer.id);
  const person = customer.kind === 'person';
  const form = useForm({
    initialValues: { other: null as KnownCustomer | null, role: '', since: '' },
    validate: {
      other: (value) => (value ? null : 'Choose one'),
      role: (value) => (value.trim() ? null : 'As what?'),
    },
  });
  const submit = form.onSubmit(({ other, role, since }) =>
    add.mutate(
      { act: 'link', customer_id: other?.id ?? '', role, since: since || undefined },
      {
        onSuccess: () => form.reset(),
        onError: (error) => {
          const { customer_id, ...rest } = fieldErrors(error);
          form.setErrors({ other: customer_id, ...rest });
          sayFault(error);
        },
      },
    ),
  );
  return (
    <Block title={person ? 'Organisations' : 'People'} count={customer.links.length}>
      <ul className={classes.list}>
        {customer.links.map((link) => (
          <LinkLine
            key={link.id}
            link={link}
            onOpen={onCustomer}
            onRemove={() => relate.mutate({ act: 'unlink', linkId: link.id }, { onError: sayFault })}
          />
        ))}
      </ul>
      <form className={classes.link} onSubmit={submit}>
        <CustomerSelect
          key={customer.links.length}
          label={person ? 'Organisation' : 'Person'}
          chosen={form.values.other}
          onChoose={(other) => form.setFieldValue('other', other)}
          makes={[person ? 'organisation' : 'person']}
          fits={(found) => found.kind !== customer.kind}
          error={form.errors.other}
        />
        <TextInput label="Role" placeholder="Decision-maker" {...form.getInputProps('role')} />
        <TextInput label="Since" type="date" {...form.getInputProps('since')} />
        <Button type="submit" variant="default" loading={add.isPending} className={classes.press}>
          Add
        </Button>
      </form>
    </Block>
  );
}

type LineProps = { link: CustomerLink; onOpen: (customerId: string) => void; onRemove: () => void };

function LinkLine({ link, onOpen, onRemove }: LineProps) {
  const other = link.organisation ?? link.person;
  if (!other) return null;
  return (
    <li className={classes.line}>
      <span className={classes.words}>
        <button type="button" className={classes.open} onClick={() => onOpen(other.id)}>
          {nameOf(other)}
        </button>
        <span className={classes.small}>
          {link.role}, since {day(link.since)}
        </span>
      </span>
      <ActionIcon aria-label={`Remove ${nameOf(other)}`} onClick={onRemove}>
        <IconTrash size={15} />
      </ActionIcon>
    </li>
  );
}
