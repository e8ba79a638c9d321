import { Switch, Textarea } from '@mantine/core';
import type { Queue } from '@/api/types';
import { FormPart } from './FormPart';
import { OverflowRules } from './OverflowRules';
import type { QueueDraft } from './queueDraft';
import { Seconds } from './Seconds';

type Props = { form: QueueDraft; others: Queue[] };

/** What becomes of work that waits too long, and of all of it in a surge. */
export function QueueOverflow({ form, others }: Props) {
  return (
    <FormPart
      title="Overflow"
      hint="What becomes of work that waits too long. The first rule that fits applies, three times for one contact at most."
    >
      <Seconds
        label="A call in their turn, for who is expected to wait longer than"
        description="They keep their place, and need not wait for it. 0: nobody is offered it"
        max={86400}
        {...form.getInputProps('callback_after_s')}
      />
      <OverflowRules
        rules={form.values.overflow}
        onChange={(rules) => form.setFieldValue('overflow', rules)}
        queues={others}
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
  );
}
