import { Button, Checkbox, NativeSelect, Select, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useDispositions } from '@/api/catalog';
import { asFault } from '@/api/fault';
import type { Item } from '@/api/types';
import { useFinish, useItemStep } from '@/api/work';
import { useDraft } from '@/live/drafts';
import { Key } from '@/ui/Key';
import { Notice } from '@/ui/Notice';
import { sayFault } from '@/ui/say';
import { Timer } from '@/ui/Timer';
import { priorityNames } from '@/ui/ticketStates';
import classes from './WrapUp.module.css';

type Props = { item: Item; onFinished: () => void };

/** What is kept of a contact: outcome, note, and a ticket when something is left to do. Give it the item's id as key. */
export function WrapUp({ item, onFinished }: Props) {
  const dispositions = useDispositions();
  const finish = useFinish();
  const extend = useItemStep('extend');
  const end = useItemStep('end');
  const [note, setNote] = useDraft(`wrap-up.${item.id}`);
  const [outcome, setOutcome] = useState<string | null>(null);
  const [withTicket, setWithTicket] = useState(false);
  const [subject, setSubject] = useState(item.subject);
  const [priority, setPriority] = useState('3');
  const wrapping = item.state === 'wrap_up';
  const fitting = (dispositions.data ?? []).filter((d) => d.active && (!d.queue_id || d.queue_id === item.queue.id));

  const save = async () => {
    if (finish.isPending) return;
    try {
      if (!wrapping) await end.mutateAsync(item.id);
      await finish.mutateAsync({
        itemId: item.id,
        disposition_id: outcome ?? undefined,
        note: note.trim() || undefined,
        ticket: withTicket ? { subject: subject.trim(), priority: Number(priority) } : undefined,
      });
      setNote('');
      onFinished();
    } catch (error) {
      if (asFault(error).status !== 422) sayFault(error);
    }
  };
  const press = (event: React.KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
  };
  return (
    <section className={classes.wrapUp} aria-label="Wrap-up" onKeyDown={press}>
      <div className={classes.head}>
        <h2 className={classes.title}>Wrap-up</h2>
        <span className={classes.hint}>
          {wrapping ? 'Ends by itself; what you typed is kept' : 'Fill in as you talk, then finish'}
        </span>
        {wrapping && item.wrap_up_until && (
          <>
            <Timer until={item.wrap_up_until} tone="wrap" />
            <Button
              variant="default"
              size="compact-xs"
              loading={extend.isPending}
              onClick={() => extend.mutate(item.id, { onError: sayFault })}
            >
              +30 s
            </Button>
          </>
        )}
      </div>
      {finish.error && asFault(finish.error).status === 422 && (
        <Notice tone="bad" role="alert" title={asFault(finish.error).words.title}>
          {asFault(finish.error).words.text}
        </Notice>
      )}
      <div className={classes.fields}>
        <Select
          aria-label="Outcome"
          placeholder="Outcome"
          searchable
          clearable
          nothingFoundMessage="No such outcome"
          data={fitting.map((d) => ({ value: d.id, label: d.label }))}
          value={outcome}
          onChange={setOutcome}
        />
        <Checkbox
          label="Make a ticket of it"
          checked={withTicket}
          onChange={(event) => setWithTicket(event.currentTarget.checked)}
        />
      </div>
      {withTicket && (
        <div className={classes.fields}>
          <TextInput
            aria-label="Ticket subject"
            placeholder="What is left to do"
            value={subject}
            onChange={(event) => setSubject(event.currentTarget.value)}
          />
          <NativeSelect
            aria-label="Ticket priority"
            data={Object.entries(priorityNames).map(([value, label]) => ({ value, label }))}
            value={priority}
            onChange={(event) => setPriority(event.currentTarget.value)}
          />
        </div>
      )}
      <Textarea
        aria-label="Note"
        placeholder="What was it about, what was agreed"
        autosize
        minRows={2}
        maxRows={8}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <div className={classes.foot}>
        <Button
          rightSection={<Key on>Ctrl ↵</Key>}
          loading={finish.isPending || end.isPending}
          disabled={withTicket && !subject.trim()}
          onClick={() => void save()}
        >
          Save and finish
        </Button>
      </div>
    </section>
  );
}
