import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { usePermission } from '@/api/session';
import { useBeginSurge, useEndSurge } from '@/api/surges';
import type { BoardQueue, Surge } from '@/api/types';
import { Notice } from '@/ui/Notice';
import { sayFault } from '@/ui/say';
import { Timer } from '@/ui/Timer';
import { useSurgeOn } from '@/ui/useSurgeOn';

const lengths = [
  { value: '15', label: '15 minutes' },
  { value: '30', label: '30 minutes' },
  { value: '60', label: '1 hour' },
  { value: '120', label: '2 hours' },
  { value: '240', label: '4 hours' },
  { value: '480', label: '8 hours' },
];

/** Whether a surge is on in a queue; who leads the floor switches it on and off. */
export function SurgeSwitch({ queue }: { queue: BoardQueue }) {
  const may = usePermission()('queues.surge');
  const [asking, ask] = useState(false);
  const surge = useSurgeOn(queue.surge);
  if (surge) return <Running queue={queue} surge={surge} may={may} />;
  if (!may) return null;
  if (asking) return <Form queueId={queue.id} onDone={() => ask(false)} />;
  return (
    <Button variant="default" size="xs" onClick={() => ask(true)}>
      Surge…
    </Button>
  );
}

function Running({ queue, surge, may }: { queue: BoardQueue; surge: Surge; may: boolean }) {
  const end = useEndSurge();
  return (
    <Notice
      tone="warn"
      title="Surge"
      action={
        may && (
          <Button
            variant="default"
            size="xs"
            loading={end.isPending}
            onClick={() => end.mutateAsync(queue.id).catch(sayFault)}
          >
            End now
          </Button>
        )
      }
    >
      {surge.reason} · {surge.by.name || 'by itself'} · ends in <Timer until={surge.until} />
    </Notice>
  );
}

function Form({ queueId, onDone }: { queueId: string; onDone: () => void }) {
  const begin = useBeginSurge();
  const [minutes, setMinutes] = useState('30');
  const [reason, setReason] = useState('');
  return (
    <form
      aria-label="Begin a surge"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        onDone();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        begin.mutateAsync({ queueId, minutes: Number(minutes), reason }).then(onDone, sayFault);
      }}
    >
      <Stack gap="xs">
        <TextInput
          label="Why"
          description="Customers who wait are told that it takes longer and offered a call; tickets and e-mail pause for this queue’s agents."
          required
          maxLength={200}
          data-autofocus
          autoFocus
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <NativeSelect
          label="For"
          data={lengths}
          value={minutes}
          onChange={(event) => setMinutes(event.currentTarget.value)}
        />
        <Group gap="xs">
          <Button type="submit" size="xs" disabled={!reason.trim()} loading={begin.isPending}>
            Begin surge
          </Button>
          <Button variant="default" size="xs" onClick={onDone}>
            Cancel
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
