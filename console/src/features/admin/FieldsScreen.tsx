import { Button, Group, NativeSelect, NumberInput, Switch, TagsInput, TextInput } from '@mantine/core';
import { fields, useRemoveField } from '@/api/admin';
import type { Field } from '@/api/types';
import { entityNames, typeNames } from '@/ui/fields';
import { sayDone, sayFault } from '@/ui/say';
import { EntryForm } from './EntryForm';
import { FormPart } from './FormPart';
import { type FormProps, ResourceScreen } from './ResourceScreen';
import { needed, useEntryForm } from './useEntryForm';

/** Fields of the company's own on customers, contacts and tickets. */
export function FieldsScreen() {
  return (
    <ResourceScreen
      resource={fields}
      one="a field"
      nameOf={(field) => field.label}
      noteOf={(field) => `${entityNames[field.entity]}, ${typeNames[field.type].toLowerCase()}`}
      Form={FieldForm}
    />
  );
}

function FieldForm(props: FormProps<Field>) {
  const { entry } = props;
  const { form, frame } = useEntryForm(fields, props, {
    initialValues: {
      entity: entry?.entity ?? ('customer' as const),
      key: entry?.key ?? '',
      label: entry?.label ?? '',
      type: entry?.type ?? ('text' as const),
      choices: entry?.choices ?? [],
      position: entry?.position ?? 0,
      on_offer: entry?.on_offer ?? false,
    },
    validate: { key: needed('A key'), label: needed('A name') },
    // Choices belong to one type alone: those of a type that was tried before are not sent.
    transformValues: (values) => ({ ...values, choices: values.type === 'choice' ? values.choices : [] }),
  });
  return (
    <EntryForm title={entry?.label ?? 'New field'} {...frame}>
      <FormPart title="Field" hint="Whose it is, its key and its type are for life: values are kept by them.">
        <TextInput label="Name" placeholder="Contract number" {...form.getInputProps('label')} />
        <Group grow align="start">
          <NativeSelect
            label="On"
            disabled={entry !== null}
            data={Object.entries(entityNames).map(([value, label]) => ({ value, label }))}
            {...form.getInputProps('entity')}
          />
          <NativeSelect
            label="Type"
            disabled={entry !== null}
            data={Object.entries(typeNames).map(([value, label]) => ({ value, label }))}
            {...form.getInputProps('type')}
          />
        </Group>
        <TextInput
          label="Key"
          description="In the API and in rules: a small letter, then letters, digits and underscores"
          placeholder="contract_number"
          disabled={entry !== null}
          {...form.getInputProps('key')}
        />
        {form.values.type === 'choice' && (
          <TagsInput label="Choices" placeholder="Write one, then Enter" {...form.getInputProps('choices')} />
        )}
      </FormPart>
      <FormPart title="Where it shows" hint="It always stands beside the customer, contact or ticket.">
        <Switch label="Also while work rings" {...form.getInputProps('on_offer', { type: 'checkbox' })} />
        <NumberInput label="Position among the fields" min={0} {...form.getInputProps('position')} />
      </FormPart>
      {entry && <Removal field={entry} />}
    </EntryForm>
  );
}

function Removal({ field }: { field: Field }) {
  const remove = useRemoveField();
  const press = () =>
    remove.mutate(field.id, { onSuccess: () => sayDone(`${field.label} is no longer shown.`), onError: sayFault });
  return (
    <FormPart title="Remove" hint="What was written in it is hidden, not lost: a field of the same key shows it again.">
      <Group>
        <Button variant="default" loading={remove.isPending} onClick={press}>
          Remove this field
        </Button>
      </Group>
    </FormPart>
  );
}
