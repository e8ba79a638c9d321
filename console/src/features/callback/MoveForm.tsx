import { Button } from '@mantine/core';
import { useState } from 'react';
import { useMoveCallback } from '@/api/callbacks';
import type { Callback } from '@/api/types';
import { sayDone, sayFault } from '@/ui/say';
import classes from './CallbackPane.module.css';
import { LawfulTime } from './LawfulTime';
import { localOf } from './localTime';

/** Promises another time. */
export function MoveForm({ callback }: { callback: Callback }) {
  const move = useMoveCallback(callback.id);
  const [opened, setOpened] = useState(false);
  const [local, setLocal] = useState(() => localOf(callback.due_at, callback.zone));
  if (!opened) {
    return (
      <Button variant="subtle" color="gray" justify="start" onClick={() => setOpened(true)}>
        Promise another time…
      </Button>
    );
  }
  const save = () =>
    move.mutate(
      { local, zone: callback.zone },
      {
        onSuccess: () => {
          setOpened(false);
          sayDone('Promised for another time.');
        },
        onError: sayFault,
      },
    );
  return (
    <section className={classes.part} aria-label="Another time">
      <h2 className={classes.title}>Another time</h2>
      <LawfulTime phone={callback.phone} local={local} zone={callback.zone} onLocal={setLocal} />
      <Button loading={move.isPending} onClick={save}>
        Move the promise
      </Button>
    </section>
  );
}
