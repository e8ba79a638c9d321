import { NativeSelect, NumberInput, Switch } from '@mantine/core';
import { skills, useEntries } from '@/api/admin';
import { FormPart } from './FormPart';
import type { QueueDraft } from './queueDraft';
import { Rings } from './Rings';
import { Seconds } from './Seconds';
import { SkillLevels } from './SkillLevels';

const choices = [
  { value: 'auto', label: 'The usual: the longest idle, or with several skills the least occupied' },
  { value: 'longest_idle', label: 'The longest idle' },
  { value: 'least_occupied', label: 'Who had the least to do lately' },
  { value: 'most_skilled', label: 'Who knows it best' },
  { value: 'narrowest_first', label: 'Who serves the fewest queues' },
  { value: 'round_robin', label: 'Everybody in turn' },
];

/** Who is asked, in which order, and who is kept free. */
export function QueueRouting({ form }: { form: QueueDraft }) {
  const allSkills = useEntries(skills);
  return (
    <>
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
        <Seconds
          label="It waits for the agent who knows the customer"
          description="While they are there, and expected to be free in time. Empty: calls 20 seconds, chats a minute, tickets and e-mail four hours of this queue. 0: not at all"
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
    </>
  );
}
