import { Button, Select, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useBookCallback } from '@/api/callbacks';
import { useAgents, useQueues } from '@/api/catalog';
import { fieldErrors } from '@/api/fault';
import { useMe } from '@/api/session';
import type { Screen } from '@/api/types';
import { serverNow } from '@/live/clock';
import { sayDone, sayFault } from '@/ui/say';
import { LawfulTime } from './LawfulTime';
import { suggestion } from './localTime';

type Props = { screen: Screen; contactId?: string | null; queueId?: string; onBooked: () => void };

const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** Number, time on the customer's own clock, owner and topic of a promise. */
export function BookForm({ screen, contactId, queueId, onBooked }: Props) {
  const me = useMe();
  const queues = useQueues();
  const agents = useAgents();
  const book = useBookCallback();
  const phones = (screen.identities ?? []).filter((i) => i.kind === 'phone').map((i) => i.value);
  const zone = screen.customer.zone || ownZone;
  const form = useForm({
    initialValues: {
      phone: phones[0] ?? '',
      local: suggestion(serverNow(), zone),
      zone,
      owner_id: me.id as string | null,
      queue_id: queueId ?? null,
      topic: '',
    },
    validate: {
      phone: (value) => (value.trim() ? null : 'Which number shall be called?'),
      topic: (value) => (value.trim() ? null : 'What shall it be about?'),
      queue_id: (value) => (value ? null : 'Who calls if the owner cannot?'),
    },
  });
  const { phone, local } = form.values;
  const submit = form.onSubmit(({ owner_id, queue_id, ...rest }) =>
    book.mutate(
      {
        ...rest,
        customer_id: screen.customer.id,
        contact_id: contactId ?? undefined,
        owner_id: owner_id ?? undefined,
        queue_id: queue_id ?? '',
      },
      {
        onSuccess: () => {
          sayDone('The callback is promised.');
          onBooked();
        },
        onError: (error) => {
          form.setErrors(fieldErrors(error));
          sayFault(error);
        },
      },
    ),
  );
  return (
    <form onSubmit={submit}>
      <Stack gap="sm">
        <TextInput label="Number" type="tel" {...form.getInputProps('phone')} />
        <LawfulTime
          phone={phone}
          local={local}
          zone={form.values.zone}
          error={form.errors.local}
          onLocal={(value) => form.setFieldValue('local', value)}
        />
        <Select
          label="Owner"
          description="Offered to the owner first, after ten minutes to anyone in the queue"
          clearable
          searchable
          data={(agents.data ?? []).map((a) => ({ value: a.id, label: a.id === me.id ? `${a.name} (you)` : a.name }))}
          {...form.getInputProps('owner_id')}
        />
        <Select
          label="Queue"
          searchable
          data={(queues.data ?? []).map((q) => ({ value: q.id, label: q.name }))}
          {...form.getInputProps('queue_id')}
        />
        <TextInput label="About" placeholder="What was promised" {...form.getInputProps('topic')} />
        <Button type="submit" loading={book.isPending}>
          Promise it
        </Button>
      </Stack>
    </form>
  );
}
