import { Button, NativeSelect, Select, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useAgents, useQueues } from '@/api/catalog';
import { asFault } from '@/api/fault';
import { useChangeTicket } from '@/api/tickets';
import type { SettableState, Ticket, TicketPatch, TicketState } from '@/api/types';
import { Notice } from '@/ui/Notice';
import { priorityNames, settableStates, ticketStateNames } from '@/ui/ticketStates';
import { Conflict } from './Conflict';
import classes from './TicketFields.module.css';

type Change = Omit<TicketPatch, 'version'>;

/** The ticket's fields. A change is saved at once, at the version it was seen in. */
export function TicketFields({ ticket }: { ticket: Ticket }) {
  const change = useChangeTicket(ticket.id);
  const queues = useQueues();
  const agents = useAgents();
  const [tried, setTried] = useState<Change | null>(null);
  const fault = change.error ? asFault(change.error) : null;

  const save = (to: Change, version = ticket.version) => {
    setTried(to);
    change.mutate({ ...to, version });
  };
  const states = [...new Set<TicketState>([ticket.state, ...settableStates])];
  return (
    <Stack gap="sm" className={classes.fields}>
      {fault?.outdated && tried && (
        <Conflict
          ticket={ticket}
          current={fault.current as Ticket | null}
          changes={fault.changes}
          onMine={(version) => save(tried, version)}
          onTheirs={() => change.reset()}
        />
      )}
      {fault && !fault.outdated && (
        <Notice tone="bad" role="alert" title={fault.words.title}>
          {fault.words.text}
        </Notice>
      )}
      <NativeSelect
        label="State"
        data={states.map((value) => ({ value, label: ticketStateNames[value] ?? value }))}
        value={ticket.state}
        disabled={change.isPending}
        onChange={(event) => save({ state: event.currentTarget.value as SettableState })}
      />
      <NativeSelect
        label="Priority"
        data={Object.entries(priorityNames).map(([value, label]) => ({ value, label }))}
        value={String(ticket.priority)}
        disabled={change.isPending}
        onChange={(event) => save({ priority: Number(event.currentTarget.value) })}
      />
      <Select
        label="Assigned to"
        searchable
        clearable
        data={(agents.data ?? []).map((a) => ({ value: a.id, label: a.name }))}
        value={ticket.assignee?.id || null}
        disabled={change.isPending}
        onChange={(value) => save({ assignee_id: value ?? '' })}
      />
      <Select
        label="Queue"
        searchable
        allowDeselect={false}
        data={(queues.data ?? []).map((q) => ({ value: q.id, label: q.name }))}
        value={ticket.queue?.id || null}
        disabled={change.isPending}
        onChange={(value) => value && save({ queue_id: value })}
      />
      <Closing key={ticket.version} ticket={ticket} saving={change.isPending} onSave={save} />
    </Stack>
  );
}

type ClosingProps = { ticket: Ticket; saving: boolean; onSave: (to: Change) => void };

/** What a solved ticket must say: what it was, and how it ended. */
function Closing({ ticket, saving, onSave }: ClosingProps) {
  const [category, setCategory] = useState(ticket.category ?? '');
  const [resolution, setResolution] = useState(ticket.resolution ?? '');
  const changed = category !== (ticket.category ?? '') || resolution !== (ticket.resolution ?? '');
  return (
    <>
      <TextInput label="Category" value={category} onChange={(event) => setCategory(event.currentTarget.value)} />
      <TextInput label="Resolution" value={resolution} onChange={(event) => setResolution(event.currentTarget.value)} />
      {changed && (
        <Button loading={saving} onClick={() => onSave({ category, resolution })}>
          Save
        </Button>
      )}
    </>
  );
}
