import { Group, MultiSelect, NativeSelect, NumberInput, Select, Switch, TextInput } from '@mantine/core';
import { calendars, queues, skills, useEntries } from '@/api/admin';
import { useAgents } from '@/api/catalog';
import { useSites } from '@/api/sites';
import type { Queue } from '@/api/types';
import { Read } from '@/ui/Read';
import { EntryForm } from './EntryForm';
import { FieldRules } from './FieldRules';
import { FormPart } from './FormPart';
import { QueueCare } from './QueueCare';
import { QueueOverflow } from './QueueOverflow';
import { QueueRouting } from './QueueRouting';
import { startOf } from './queueDraft';
import type { FormProps } from './ResourceScreen';
import { Seconds } from './Seconds';
import { needed, useEntryForm } from './useEntryForm';

const whenClosed = [
  { value: 'refuse', label: 'They are told when it opens, and may leave a message' },
  { value: 'defer', label: 'They wait until it opens, in their place' },
];

type Site = { id: string; name: string };

export function QueueForm(props: FormProps<Queue>) {
  const sites = useSites();
  return <Read query={sites}>{(list) => <Fields {...props} sites={list} />}</Read>;
}

function Fields({ sites, ...props }: FormProps<Queue> & { sites: Site[] }) {
  const allSkills = useEntries(skills);
  const hours = useEntries(calendars);
  const agents = useAgents();
  const others = (useEntries(queues).data ?? []).filter((queue) => queue.id !== props.entry?.id);
  const { form, frame } = useEntryForm(queues, props, {
    initialValues: startOf(props.entry, sites),
    validate: { name: needed('A name') },
  });
  return (
    <EntryForm title={props.entry?.name ?? 'New queue'} {...frame}>
      <FormPart
        title="Basics"
        hint="A lower priority number goes first. The head start is over the other queues of who serves several."
      >
        <TextInput label="Name" {...form.getInputProps('name')} />
        <Group grow align="start">
          <NativeSelect
            label="Site"
            disabled={props.entry !== null}
            data={sites.map((site) => ({ value: site.id, label: site.name }))}
            {...form.getInputProps('site_id')}
          />
          <NumberInput label="Priority" min={1} max={9} {...form.getInputProps('priority')} />
          <Seconds label="Head start" min={-1000} max={1000} {...form.getInputProps('bias')} />
        </Group>
        <Switch label="Customers may choose it in the chat" {...form.getInputProps('public', { type: 'checkbox' })} />
      </FormPart>
      <QueueCare form={form} />
      <QueueRouting form={form} />
      <QueueOverflow form={form} others={others} />
      <FormPart
        title="Field rules"
        hint="What a field of the customer, contact or ticket asks of work that arrives. The first rule that fits applies."
      >
        <FieldRules
          rules={form.values.field_rules}
          onChange={(rules) => form.setFieldValue('field_rules', rules)}
          skills={allSkills.data ?? []}
          queues={others}
          errors={form.errors}
        />
      </FormPart>
      <FormPart title="People" hint="Who takes from this queue.">
        <MultiSelect
          aria-label="People"
          searchable
          hidePickedOptions
          data={(agents.data ?? []).map((a) => ({ value: a.id, label: a.name }))}
          {...form.getInputProps('members')}
        />
      </FormPart>
      <FormPart title="Opening hours" hint="Without, it is always open.">
        <Select
          aria-label="Opening hours"
          placeholder="Always open"
          clearable
          data={(hours.data ?? []).map((c) => ({ value: c.id, label: c.name }))}
          {...form.getInputProps('calendar_id')}
        />
        {form.values.calendar_id && (
          <NativeSelect label="Chats that come outside them" data={whenClosed} {...form.getInputProps('when_closed')} />
        )}
      </FormPart>
    </EntryForm>
  );
}
