import { NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { dispositions } from '@/api/admin';
import { useQueues } from '@/api/catalog';
import type { Disposition } from '@/api/types';
import { EntryForm } from './EntryForm';
import { FormPart } from './FormPart';
import { type FormProps, ResourceScreen } from './ResourceScreen';
import { needed, useEntryForm } from './useEntryForm';

/** What a contact can have come to. */
export function OutcomesScreen() {
  return (
    <ResourceScreen
      resource={dispositions}
      one="an outcome"
      nameOf={(outcome) => outcome.label}
      noteOf={(outcome) => (outcome.active ? outcome.code : `${outcome.code}, no longer offered`)}
      Form={OutcomeForm}
    />
  );
}

function OutcomeForm(props: FormProps<Disposition>) {
  const queues = useQueues();
  const { form, frame } = useEntryForm(dispositions, props, {
    initialValues: {
      code: props.entry?.code ?? '',
      label: props.entry?.label ?? '',
      queue_id: props.entry?.queue_id ?? null,
      position: props.entry?.position ?? 0,
      active: props.entry?.active ?? true,
    },
    validate: { code: needed('A code'), label: needed('A name') },
  });
  return (
    <EntryForm title={props.entry?.label ?? 'New outcome'} {...frame}>
      <FormPart title="Outcome">
        <TextInput label="Name" placeholder="Refund agreed" {...form.getInputProps('label')} />
        <TextInput
          label="Code"
          description="In reports and in the API"
          disabled={props.entry !== null}
          {...form.getInputProps('code')}
        />
      </FormPart>
      <FormPart title="Where" hint="In one queue, or in all.">
        <Select
          label="Queue"
          placeholder="All queues"
          disabled={props.entry !== null}
          clearable
          searchable
          data={(queues.data ?? []).map((q) => ({ value: q.id, label: q.name }))}
          {...form.getInputProps('queue_id')}
        />
        <NumberInput label="Position in the list" min={0} {...form.getInputProps('position')} />
        {props.entry && <Switch label="Offered to agents" {...form.getInputProps('active', { type: 'checkbox' })} />}
      </FormPart>
    </EntryForm>
  );
}
