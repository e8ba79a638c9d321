import { Group, MultiSelect, NativeSelect, NumberInput, Select, Switch, Textarea, TextInput } from '@mantine/core';
import { calendars, queues, skills, useEntries } from '@/api/admin';
import { useAgents } from '@/api/catalog';
import { useSites } from '@/api/sites';
import type { Queue } from '@/api/types';
import { Read } from '@/ui/Read';
import { EntryForm } from './EntryForm';
import { FieldRules } from './FieldRules';
import { FormPart } from './FormPart';
import { OverflowRules } from './OverflowRules';
import type { FormProps } from './ResourceScreen';
import { Rings } from './Rings';
import { SkillLevels } from './SkillLevels';
import { needed, useEntryForm } from './useEntryForm';

const wrapModes = [
  { value: 'none', label: 'None' },
  { value: 'optional', label: 'May be left at once' },
  { value: 'timed', label: 'Ends by itself' },
  { value: 'mandatory', label: 'An outcome must be given' },
];

const choices = [
  { value: 'auto', label: 'The usual: the longest idle, or with several skills the least occupied' },
  { value: 'longest_idle', label: 'The longest idle' },
  { value: 'least_occupied', label: 'Who had the least to do lately' },
  { value: 'most_skilled', label: 'Who knows it best' },
  { value: 'narrowest_first', label: 'Who serves the fewest queues' },
  { value: 'round_robin', label: 'Everybody in turn' },
];

const whenClosed = [
  { value: 'refuse', label: 'They are told when it opens, and may leave a message' },
  { value: 'defer', label: 'They wait until it opens, in their place' },
];

type Site = { id: string; name: string };

export function QueueForm(props: FormProps<Queue>) {
  const sites = useSites();
  return <Read query={sites}>{(list) => <Fields {...props} sites={list} />}</Read>;
}

function startOf(entry: Queue | null, sites: Site[]) {
  return {
    name: entry?.name ?? '',
    site_id: entry?.site_id ?? sites[0]?.id ?? '',
    priority: entry?.priority ?? 5,
    target_s: entry?.target_s ?? 30,
    offer_s: entry?.offer_s ?? 20,
    wrap_mode: entry?.wrap_mode ?? 'optional',
    wrap_s: entry?.wrap_s ?? 30,
    wrap_max_s: entry?.wrap_max_s ?? 120,
    required: entry?.required ?? [],
    silence_warn_s: entry?.silence_warn_s ?? 180,
    silence_close_s: entry?.silence_close_s ?? 300,
    rings: entry?.rings ?? [],
    field_rules: entry?.field_rules ?? [],
    overflow: entry?.overflow ?? [],
    surge_auto: entry?.surge_auto ?? false,
    surge_text: entry?.surge_text ?? '',
    bias: entry?.bias ?? 0,
    sticky_s: entry?.sticky_s ?? null,
    reserve: entry?.reserve ?? 0,
    callback_after_s: entry?.callback_after_s ?? 120,
    interruptible: entry?.interruptible ?? true,
    back_after_s: entry?.back_after_s ?? 0,
    declines_an_hour: entry?.declines_an_hour ?? 0,
    choice: entry?.choice ?? 'auto',
    calendar_id: entry?.calendar_id ?? null,
    when_closed: entry?.when_closed ?? 'refuse',
    public: entry?.public ?? false,
    members: entry?.members ?? [],
  };
}

function Fields({ sites, ...props }: FormProps<Queue> & { sites: Site[] }) {
  const allSkills = useEntries(skills);
  const hours = useEntries(calendars);
  const agents = useAgents();
  const others = useEntries(queues);
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
          <NumberInput label="Head start" suffix=" s" min={-1000} max={1000} {...form.getInputProps('bias')} />
        </Group>
        <Switch label="Customers may choose it in the chat" {...form.getInputProps('public', { type: 'checkbox' })} />
      </FormPart>
      <FormPart title="Targets" hint="The clock runs only in opening hours.">
        <Group grow>
          <NumberInput label="Answer within" suffix=" s" min={1} {...form.getInputProps('target_s')} />
          <NumberInput label="It rings for" suffix=" s" min={5} max={600} {...form.getInputProps('offer_s')} />
        </Group>
      </FormPart>
      <FormPart
        title="Offers that pass"
        hint="When nobody answers, the work keeps its place and goes to somebody else."
      >
        <Group grow align="start">
          <NumberInput
            label="Who missed one is asked again after"
            description="0: when they say that they are there"
            suffix=" s"
            min={0}
            max={3600}
            {...form.getInputProps('back_after_s')}
          />
          <NumberInput
            label="Declines allowed in an hour"
            description="Then the board shows it. 0: any number"
            min={0}
            max={1000}
            {...form.getInputProps('declines_an_hour')}
          />
        </Group>
      </FormPart>
      <FormPart title="Wrap-up">
        <NativeSelect label="After a contact" data={wrapModes} {...form.getInputProps('wrap_mode')} />
        <Group grow>
          <NumberInput label="Lasts" suffix=" s" min={1} {...form.getInputProps('wrap_s')} />
          <NumberInput label="At most" suffix=" s" min={1} {...form.getInputProps('wrap_max_s')} />
        </Group>
      </FormPart>
      <FormPart title="Silence in a chat" hint="When a customer does not answer their agent. 0: never.">
        <Group grow align="start">
          <NumberInput
            label="Ask whether they are there after"
            suffix=" s"
            min={0}
            {...form.getInputProps('silence_warn_s')}
          />
          <NumberInput label="Close the chat after" suffix=" s" min={0} {...form.getInputProps('silence_close_s')} />
        </Group>
      </FormPart>
      <FormPart title="Skills" hint="Only people who have all of these are offered this work.">
        <SkillLevels
          word="at least"
          skills={allSkills.data ?? []}
          hard
          levels={form.values.required.map(({ min, ...need }) => ({ ...need, level: min }))}
          onChange={(levels) =>
            form.setFieldValue(
              'required',
              levels.map(({ level, ...need }) => ({ ...need, min: level })),
            )
          }
        />
      </FormPart>
      <FormPart
        title="Rings"
        hint="Who is asked first, and who when somebody has waited longer. Each ring asks for no more than the one before."
      >
        <Rings
          rings={form.values.rings}
          onChange={(rings) => form.setFieldValue('rings', rings)}
          skills={allSkills.data ?? []}
          errors={form.errors}
        />
        <NativeSelect label="Of those who could, it goes to" data={choices} {...form.getInputProps('choice')} />
        <NumberInput
          label="Seconds it waits for the agent who knows the customer"
          description="While they are there, and expected to be free in time. Empty: calls 20 seconds, chats a minute, tickets and e-mail four hours of this queue. 0: not at all"
          min={0}
          max={86400}
          {...form.getInputProps('sticky_s')}
          value={form.values.sticky_s ?? ''}
          onChange={(value) => form.setFieldValue('sticky_s', value === '' ? null : Number(value))}
        />
        <NumberInput
          label="Idle people kept free for tiers A and B"
          description="While no more are idle, tier C waits: customers for five minutes at most, tickets until half an hour before they are due. 0: nobody is kept free"
          min={0}
          max={2}
          {...form.getInputProps('reserve')}
        />
        <Switch
          label="Tickets and e-mail give way to calls"
          description="Who takes a call parks them, and has them back when it is over. In teams that mix, calls stand beside them"
          {...form.getInputProps('interruptible', { type: 'checkbox' })}
        />
      </FormPart>
      <FormPart
        title="Overflow"
        hint="What becomes of work that waits too long. The first rule that fits applies, three times for one contact at most."
      >
        <NumberInput
          label="A call in their turn, for who is expected to wait longer than"
          description="Seconds. They keep their place, and need not wait for it. 0: nobody is offered it"
          min={0}
          max={86400}
          {...form.getInputProps('callback_after_s')}
        />
        <OverflowRules
          rules={form.values.overflow}
          onChange={(rules) => form.setFieldValue('overflow', rules)}
          queues={(others.data ?? []).filter((queue) => queue.id !== props.entry?.id)}
          errors={form.errors}
        />
        <Switch
          label="A surge begins by itself"
          description="When who comes now is expected to wait more than three times as long as is usual at this hour, for two minutes. Supervisors can end it"
          {...form.getInputProps('surge_auto', { type: 'checkbox' })}
        />
        <Textarea
          label="What customers who wait are told of a surge"
          placeholder="The usual words"
          autosize
          maxLength={1000}
          {...form.getInputProps('surge_text')}
        />
      </FormPart>
      <FormPart
        title="Field rules"
        hint="What a field of the customer, contact or ticket asks of work that arrives. The first rule that fits applies."
      >
        <FieldRules
          rules={form.values.field_rules}
          onChange={(rules) => form.setFieldValue('field_rules', rules)}
          skills={allSkills.data ?? []}
          queues={(others.data ?? []).filter((queue) => queue.id !== props.entry?.id)}
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
