import { Button, Checkbox, Group, NativeSelect, Select, Stack, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useFields, useQueues } from '@/api/catalog';
import { asFault, fieldErrors } from '@/api/fault';
import { useOpenTicket } from '@/api/tickets';
import type { Own } from '@/api/types';
import { CustomerSelect, type KnownCustomer } from '@/ui/CustomerSelect';
import { Key } from '@/ui/Key';
import { Notice } from '@/ui/Notice';
import { OwnFields } from '@/ui/OwnFields';
import { priorityNames } from '@/ui/ticketStates';

type Props = { customer?: KnownCustomer; onOpened: (ticketId: string) => void };

const priorities = [
  { value: '', label: "By the customer's tier" },
  ...Object.entries(priorityNames).map(([value, label]) => ({ value, label })),
];

/** What a ticket needs to begin: about what, for whom, in which queue; and the first words. */
export function NewTicketForm({ customer, onOpened }: Props) {
  const queues = useQueues();
  const fields = useFields('ticket');
  const open = useOpenTicket();
  const form = useForm({
    initialValues: {
      subject: '',
      customer: customer ?? (null as KnownCustomer | null),
      queue: null as string | null,
      priority: '',
      text: '',
      theirs: false,
      custom: {} as Own,
    },
    validate: {
      subject: (value) => (value.trim() ? null : 'What is it about?'),
      customer: (value) => (value ? null : 'Whose is it?'),
      queue: (value) => (value ? null : 'Who is to solve it?'),
    },
  });
  const fault = open.error ? asFault(open.error) : null;
  const submit = form.onSubmit(({ subject, customer: whose, queue, priority, text, theirs, custom }) =>
    open.mutate(
      {
        subject: subject.trim(),
        customer_id: whose?.id ?? '',
        queue_id: queue ?? '',
        priority: Number(priority) || undefined,
        text: text.trim() || undefined,
        from: text.trim() && theirs ? 'customer' : undefined,
        custom: Object.fromEntries(Object.entries(custom).filter(([, value]) => value !== null)),
      },
      {
        onSuccess: (ticket) => onOpened(ticket.id),
        onError: (error) => {
          const { customer_id, queue_id, ...rest } = fieldErrors(error);
          form.setErrors({ ...rest, customer: customer_id, queue: queue_id });
        },
      },
    ),
  );
  const press = (event: React.KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !open.isPending) submit();
  };
  return (
    <form onSubmit={submit} onKeyDown={press}>
      <Stack gap="sm">
        {fault && fault.fields.length === 0 && (
          <Notice tone="bad" role="alert" title={fault.words.title}>
            {fault.words.text}
          </Notice>
        )}
        <TextInput label="Subject" maxLength={200} data-autofocus {...form.getInputProps('subject')} />
        <CustomerSelect
          label="Customer"
          makes={['person', 'organisation']}
          chosen={form.values.customer}
          onChoose={(chosen) => form.setFieldValue('customer', chosen)}
          error={form.errors.customer}
        />
        <Group grow align="start">
          <Select
            label="Queue"
            searchable
            error={form.errors.queue}
            data={(queues.data ?? []).map((q) => ({ value: q.id, label: q.name }))}
            value={form.values.queue}
            onChange={(queue) => form.setFieldValue('queue', queue)}
          />
          <NativeSelect label="Priority" data={priorities} {...form.getInputProps('priority')} />
        </Group>
        <Textarea label="Description" autosize minRows={3} maxRows={10} {...form.getInputProps('text')} />
        <Checkbox
          label="These are the customer's words"
          disabled={!form.values.text.trim()}
          {...form.getInputProps('theirs', { type: 'checkbox' })}
        />
        <OwnFields
          fields={fields.data ?? []}
          values={form.values.custom}
          errors={form.errors}
          onChange={(key, value) => form.setFieldValue('custom', { ...form.values.custom, [key]: value })}
        />
        <Button type="submit" rightSection={<Key on>Ctrl ↵</Key>} loading={open.isPending}>
          Open the ticket
        </Button>
      </Stack>
    </form>
  );
}
