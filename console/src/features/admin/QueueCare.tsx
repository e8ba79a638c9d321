import { Group, NativeSelect, NumberInput } from '@mantine/core';
import { FormPart } from './FormPart';
import type { QueueDraft } from './queueDraft';
import { Seconds } from './Seconds';

const wrapModes = [
  { value: 'none', label: 'None' },
  { value: 'optional', label: 'May be left at once' },
  { value: 'timed', label: 'Ends by itself' },
  { value: 'mandatory', label: 'An outcome must be given' },
];

/** How soon a queue's work is answered, what becomes of offers, and how a contact ends. */
export function QueueCare({ form }: { form: QueueDraft }) {
  return (
    <>
      <FormPart title="Targets" hint="The clock runs only in opening hours.">
        <Group grow>
          <Seconds label="Answer within" min={1} {...form.getInputProps('target_s')} />
          <Seconds label="It rings for" min={5} max={600} {...form.getInputProps('offer_s')} />
        </Group>
      </FormPart>
      <FormPart
        title="Offers that pass"
        hint="When nobody answers, the work keeps its place and goes to somebody else."
      >
        <Group grow align="start">
          <Seconds
            label="Who missed one is asked again after"
            description="0: when they say that they are there"
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
          <Seconds label="Lasts" min={1} {...form.getInputProps('wrap_s')} />
          <Seconds label="At most" min={1} {...form.getInputProps('wrap_max_s')} />
        </Group>
      </FormPart>
      <FormPart title="Silence in a chat" hint="When a customer does not answer their agent. 0: never.">
        <Group grow align="start">
          <Seconds label="Ask whether they are there after" {...form.getInputProps('silence_warn_s')} />
          <Seconds label="Close the chat after" {...form.getInputProps('silence_close_s')} />
        </Group>
      </FormPart>
    </>
  );
}
