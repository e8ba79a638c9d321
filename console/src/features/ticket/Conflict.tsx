import { Button, Group } from '@mantine/core';
import type { Change } from '@/api/fault';
import type { Ticket } from '@/api/types';
import { Changes } from '@/ui/Changes';
import { Notice } from '@/ui/Notice';
import { priorityNames, ticketStateNames } from '@/ui/ticketStates';

type Props = {
  /** As this screen knew it. */
  ticket: Ticket;
  /** As it is now, when the server said so. */
  current: Ticket | null;
  /** Who made it so, the last first. */
  changes: Change[];
  onMine: (version: number) => void;
  onTheirs: () => void;
};

function differences(before: Ticket, now: Ticket): string[] {
  const changes: [string, string, string][] = [
    ['State', ticketStateNames[before.state], ticketStateNames[now.state]],
    ['Priority', priorityNames[before.priority] ?? '', priorityNames[now.priority] ?? ''],
    ['Assigned to', before.assignee?.name ?? 'nobody', now.assignee?.name ?? 'nobody'],
    ['Queue', before.queue?.name ?? 'none', now.queue?.name ?? 'none'],
    ['Subject', before.subject, now.subject],
  ];
  return changes.filter(([, a, b]) => a !== b).map(([what, a, b]) => `${what}: ${a} → ${b}`);
}

/** Somebody was faster: what they changed, and both ways on. */
export function Conflict({ ticket, current, changes, onMine, onTheirs }: Props) {
  const now = current ?? ticket;
  return (
    <Notice tone="warn" role="alert" title="Changed meanwhile by somebody else">
      <Changes changes={changes} />
      {current && differences(ticket, current).map((line) => <div key={line}>{line}</div>)}
      <Group gap={6} mt={6}>
        <Button size="compact-xs" onClick={() => onMine(now.version)}>
          Apply mine to it
        </Button>
        <Button size="compact-xs" variant="default" onClick={onTheirs}>
          Leave theirs
        </Button>
      </Group>
    </Notice>
  );
}
