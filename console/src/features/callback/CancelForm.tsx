import { Button, Group, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useCancelCallback } from '@/api/callbacks';
import { fieldErrors } from '@/api/fault';
import type { Callback } from '@/api/types';
import { sayFault } from '@/ui/say';
import classes from './CallbackPane.module.css';

/** Takes a promise back that nobody needs any more; the reason asked for is also the second thought. */
export function CancelForm({ callback }: { callback: Callback }) {
  const cancel = useCancelCallback(callback.id);
  const [opened, setOpened] = useState(false);
  const [reason, setReason] = useState('');
  if (!opened) {
    return (
      <Button variant="subtle" color="gray" justify="start" onClick={() => setOpened(true)}>
        Nobody needs this call any more…
      </Button>
    );
  }
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    cancel.mutate(reason.trim(), { onError: sayFault });
  };
  return (
    <form className={classes.part} aria-label="Cancel the promise" onSubmit={submit}>
      <TextInput
        label="Why it is not needed"
        placeholder="Solved by email"
        maxLength={2000}
        autoFocus
        value={reason}
        error={fieldErrors(cancel.error).reason}
        onChange={(event) => setReason(event.currentTarget.value)}
      />
      <Group gap={8}>
        <Button type="submit" color="danger" disabled={!reason.trim()} loading={cancel.isPending}>
          Cancel the promise
        </Button>
        <Button variant="default" onClick={() => setOpened(false)}>
          Keep it
        </Button>
      </Group>
    </form>
  );
}
