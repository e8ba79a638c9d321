import { Button, Group, Modal } from '@mantine/core';
import { useState } from 'react';
import { usePermission } from '@/api/session';
import type { InLine } from '@/api/types';
import { type Move, useMove, usePull } from '@/api/waiting';
import { useKeys } from '@/ui/keyboard';
import { Notice } from '@/ui/Notice';
import { sayDone, sayFault } from '@/ui/say';
import { PushForm } from './PushForm';
import classes from './WaitingActs.module.css';

/** A step of moving, and as far as anything can be moved, in seconds. */
const step = 300;
const furthest = 86_400;

/** What a supervisor may do with an item that waits: move it, take it, give it to somebody. */
export function WaitingActs({ item }: { item: InLine }) {
  const may = usePermission()('work.direct');
  const move = useMove();
  const pull = usePull();
  const [last, setLast] = useState<(Move & { name: string }) | null>(null);
  const [giving, setGiving] = useState(false);
  const waits = item.state === 'queued';

  const go = (what: Move, name: string | null) =>
    move.mutateAsync(what).then(() => setLast(name === null ? null : { ...what, name }), sayFault);
  const shift = (to: number) => () => {
    const bounded = Math.max(-furthest, Math.min(furthest, to));
    if (waits && bounded !== item.age_adjust_s) {
      void go({ itemId: item.id, from: item.age_adjust_s, to: bounded }, item.customer.name);
    }
  };
  const forward = shift(item.age_adjust_s + step);
  const back = shift(item.age_adjust_s - step);
  const ahead = shift(furthest);
  const undo = () => last && void go({ itemId: last.itemId, from: last.to, to: last.from }, null);
  const take = () => {
    pull.mutateAsync(item.id).then(() => sayDone(`${item.customer.name} is yours now.`), sayFault);
  };
  const give = () => setGiving(true);
  useKeys(may && !giving ? { f: forward, b: back, a: ahead, z: undo, t: take, p: give } : {});
  if (!may) return null;
  return (
    <footer className={classes.acts}>
      {last && (
        <Notice
          tone="warn"
          title={`${last.name} was moved ${last.to > last.from ? 'forward' : 'back'}`}
          action={
            <Button size="compact-xs" variant="default" onClick={undo}>
              Undo
            </Button>
          }
        />
      )}
      <Group gap={6} role="group" aria-label={`With ${item.customer.name}`}>
        <Button disabled={!waits} loading={pull.isPending} onClick={take}>
          Take it
        </Button>
        <Button variant="default" disabled={!waits} onClick={give}>
          Give to…
        </Button>
        <span className={classes.gap} />
        <Button variant="default" disabled={!waits} onClick={ahead}>
          Ahead of all
        </Button>
        <Button variant="default" disabled={!waits} onClick={forward}>
          Forward 5 min
        </Button>
        <Button variant="default" disabled={!waits} onClick={back}>
          Back 5 min
        </Button>
      </Group>
      <Modal opened={giving} onClose={() => setGiving(false)} title={`Give ${item.customer.name} to`}>
        <PushForm item={item} onGiven={() => setGiving(false)} />
      </Modal>
    </footer>
  );
}
