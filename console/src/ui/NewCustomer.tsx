import { Button, Group, NativeSelect, SegmentedControl, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type NewCustomer as Draft, useCreateCustomer } from '@/api/customers';
import { asFault, fieldErrors } from '@/api/fault';
import { useMe } from '@/api/session';
import type { CustomerKind } from '@/api/types';
import { begun } from './begun';
import type { KnownCustomer } from './CustomerSelect';
import classes from './NewCustomer.module.css';
import { Notice } from './Notice';
import { nameOf } from './nameOf';

type Props = {
  /** What was looked for in vain: a name, an address or a number. */
  start: string;
  kinds?: CustomerKind[];
  /** Also called with one that was there already, when that is whom the number or address leads to. */
  onMade: (customer: KnownCustomer) => void;
  onCancel: () => void;
  /** It stands inside of another form. */
  inside?: boolean;
};

const kindNames: Record<CustomerKind, string> = { person: 'Person', organisation: 'Organisation' };

/** Writes down somebody new. No form of its own, since it also stands inside of one; Enter creates. */
export function NewCustomer({ start, kinds = ['person', 'organisation'], onMade, onCancel, inside }: Props) {
  const me = useMe();
  const create = useCreateCustomer();
  const form = useForm({
    initialValues: {
      kind: kinds[0] ?? 'person',
      name: '',
      phone: '',
      email: '',
      tier: 'C' as Draft['tier'],
      language: '',
      zone: '',
      ...begun(start),
    },
    validate: { name: (value) => (value.trim() ? null : 'A name is needed') },
  });
  const fault = create.error ? asFault(create.error) : null;
  const holder = fault?.code === 'identity_taken' ? (fault.current as KnownCustomer) : null;
  const submit = () => {
    if (form.validate().hasErrors || create.isPending) return;
    create.mutate(
      { ...form.values, site_id: me.site?.id },
      {
        onSuccess: onMade,
        onError: (error) => {
          const { value, ...rest } = fieldErrors(error);
          form.setErrors({ ...rest, phone: rest.phone ?? value });
        },
      },
    );
  };
  const press = (event: React.KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.target instanceof HTMLInputElement)) return;
    // The form around it, if there is one, is not meant.
    event.preventDefault();
    event.stopPropagation();
    submit();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset lays out no grid in every browser
    <div
      role="group"
      aria-label="New customer"
      className={inside ? `${classes.form} ${classes.inside}` : classes.form}
      onKeyDown={press}
    >
      {holder && (
        <Notice
          tone="warn"
          role="alert"
          title={`${nameOf(holder)} is known by this`}
          action={<Button onClick={() => onMade(holder)}>Take {nameOf(holder)}</Button>}
        />
      )}
      {fault && !holder && fault.fields.length === 0 && (
        <Notice tone="bad" role="alert" title={fault.words.title}>
          {fault.words.text}
        </Notice>
      )}
      {kinds.length > 1 && (
        <SegmentedControl
          aria-label="Kind"
          data={kinds.map((kind) => ({ value: kind, label: kindNames[kind] }))}
          {...form.getInputProps('kind')}
        />
      )}
      <TextInput label="Name" maxLength={200} data-autofocus autoFocus {...form.getInputProps('name')} />
      <Group grow align="start">
        <TextInput label="Phone" type="tel" {...form.getInputProps('phone')} />
        <TextInput label="Email" type="email" {...form.getInputProps('email')} />
      </Group>
      <Group grow align="start">
        <NativeSelect label="Tier" data={['A', 'B', 'C']} {...form.getInputProps('tier')} />
        <TextInput label="Language" placeholder="en-GB" {...form.getInputProps('language')} />
        <TextInput label="Time zone" placeholder="By the number" {...form.getInputProps('zone')} />
      </Group>
      <Group gap={8}>
        <Button loading={create.isPending} onClick={submit}>
          Create {kindNames[form.values.kind].toLowerCase()}
        </Button>
        <Button variant="default" onClick={onCancel}>
          Not now
        </Button>
      </Group>
    </div>
  );
}
