import { Button, Modal, SegmentedControl, Select, Stack, Textarea } from '@mantine/core';
import { useState } from 'react';
import { useAgents, useQueues } from '@/api/catalog';
import type { Item } from '@/api/types';
import { useTransfer } from '@/api/work';
import { useAct } from '@/ui/acts';
import { sayDone, sayFault } from '@/ui/say';

type Props = { item: Item; onTransferred: () => void };

/** Hands a contact on, to a queue or to one person; it keeps its place in line. */
export function TransferButton({ item, onTransferred }: Props) {
  const [opened, setOpened] = useState(false);
  useAct('t', 'Transfer', () => setOpened(true));
  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)}>
        Transfer
      </Button>
      <Modal opened={opened} onClose={() => setOpened(false)} title="Transfer to">
        <TransferForm
          item={item}
          onTransferred={() => {
            setOpened(false);
            onTransferred();
          }}
        />
      </Modal>
    </>
  );
}

function TransferForm({ item, onTransferred }: Props) {
  const [to, setTo] = useState<'queue' | 'agent'>('queue');
  const [target, setTarget] = useState<string | null>(null);
  const [note, setNote] = useState('');
  const queues = useQueues();
  const agents = useAgents();
  const transfer = useTransfer();
  const people = (agents.data ?? []).filter((a) => a.id !== item.agent_id);
  const choices = to === 'queue' ? (queues.data ?? []) : people;

  const send = () => {
    if (!target) return;
    const where = to === 'queue' ? { queue_id: target } : { agent_id: target };
    // The socket may tell of it first and take this form away; a promise still calls back then.
    transfer.mutateAsync({ itemId: item.id, ...where, note: note.trim() || undefined }).then(() => {
      sayDone(`Transferred to ${choices.find((c) => c.id === target)?.name ?? 'its new place'}.`);
      onTransferred();
    }, sayFault);
  };
  return (
    <Stack gap="sm">
      <SegmentedControl
        aria-label="Transfer to"
        data={[
          { value: 'queue', label: 'A queue' },
          { value: 'agent', label: 'A person' },
        ]}
        value={to}
        onChange={(value) => {
          setTo(value as 'queue' | 'agent');
          setTarget(null);
        }}
      />
      <Select
        label={to === 'queue' ? 'Queue' : 'Person'}
        placeholder="Choose"
        searchable
        data={choices.map((c) => ({ value: c.id, label: c.name }))}
        value={target}
        onChange={setTarget}
      />
      <Textarea
        label="Note for whoever takes it"
        description="The customer does not see it."
        autosize
        minRows={2}
        maxRows={8}
        maxLength={1000}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <Button disabled={!target} loading={transfer.isPending} onClick={send}>
        Transfer
      </Button>
    </Stack>
  );
}
