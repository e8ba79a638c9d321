import { ActionIcon, Button, Select, Textarea, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconTrash } from '@tabler/icons-react';
import { useAddBlock, useBlocks, useRemoveBlock } from '@/api/blocks';
import { useAgents } from '@/api/catalog';
import { fieldErrors } from '@/api/fault';
import type { AgentBlock, NewBlock } from '@/api/types';
import { Block } from '@/ui/Block';
import { Read } from '@/ui/Read';
import { sayFault } from '@/ui/say';
import { day, dayAndTime } from '@/ui/time';
import classes from './Relations.module.css';

const reasons: Record<AgentBlock['reason'], string> = {
  asked: 'The customer asked for it',
  threat: 'The agent was threatened or insulted',
  conflict: 'They know each other, or are on two sides',
};

/** Who is never offered this customer's work, why and until when; for supervisors. */
export function Blocks({ customerId }: { customerId: string }) {
  const blocks = useBlocks(customerId);
  const remove = useRemoveBlock(customerId);
  return (
    <Block title="Never offered to" count={blocks.data?.length}>
      <Read query={blocks} rows={1}>
        {(all) => (
          <ul className={classes.list}>
            {all.map((block) => (
              <Line key={block.id} block={block} onRemove={() => remove.mutate(block.id, { onError: sayFault })} />
            ))}
          </ul>
        )}
      </Read>
      <NewBlockForm customerId={customerId} />
    </Block>
  );
}

function Line({ block, onRemove }: { block: AgentBlock; onRemove: () => void }) {
  const until = block.until ? `until ${dayAndTime(block.until)}` : 'for good';
  return (
    <li className={classes.line}>
      <span className={classes.words}>
        <b>{block.agent.name}</b>
        <span className={classes.small}>
          {reasons[block.reason]}; {until}. By {block.by.name}, {day(block.at)}.
        </span>
        {block.note && <span className={classes.small}>“{block.note}”</span>}
      </span>
      <ActionIcon aria-label={`Let ${block.agent.name} serve them again`} onClick={onRemove}>
        <IconTrash size={15} />
      </ActionIcon>
    </li>
  );
}

function NewBlockForm({ customerId }: { customerId: string }) {
  const agents = useAgents();
  const add = useAddBlock(customerId);
  const form = useForm({
    initialValues: { agent_id: null as string | null, reason: 'asked' as NewBlock['reason'], until: '', note: '' },
    validate: { agent_id: (value) => (value ? null : 'Choose one') },
  });
  const submit = form.onSubmit(({ agent_id, reason, until, note }) =>
    add.mutate(
      {
        agent_id: agent_id ?? '',
        reason,
        note: note.trim() || undefined,
        until: until ? new Date(`${until}T23:59:59`).toISOString() : undefined,
      },
      {
        onSuccess: () => form.reset(),
        onError: (error) => {
          form.setErrors(fieldErrors(error));
          sayFault(error);
        },
      },
    ),
  );
  return (
    <form className={classes.link} onSubmit={submit}>
      <Select
        label="Agent"
        placeholder="Choose"
        searchable
        data={(agents.data ?? []).map((agent) => ({ value: agent.id, label: agent.name }))}
        {...form.getInputProps('agent_id')}
      />
      <Select
        label="Because"
        allowDeselect={false}
        data={Object.entries(reasons).map(([value, label]) => ({ value, label }))}
        {...form.getInputProps('reason')}
      />
      <TextInput label="Until (or for good)" type="date" {...form.getInputProps('until')} />
      <Textarea
        label="Note for supervisors"
        className={classes.wide}
        autosize
        maxRows={4}
        maxLength={1000}
        {...form.getInputProps('note')}
      />
      <Button type="submit" variant="default" loading={add.isPending} className={classes.press}>
        Keep them apart
      </Button>
    </form>
  );
}
