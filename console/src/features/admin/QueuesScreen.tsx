import { queues } from '@/api/admin';
import type { Queue } from '@/api/types';
import { QueueForm } from './QueueForm';
import { ResourceScreen } from './ResourceScreen';

function peopleIn({ members }: Queue): string {
  return members.length === 1 ? '1 person' : `${members.length} people`;
}

export function QueuesScreen() {
  return (
    <ResourceScreen
      resource={queues}
      one="a queue"
      nameOf={(queue) => queue.name}
      noteOf={(queue) => `${peopleIn(queue)} · ${queue.open_now ? 'open' : 'closed now'}`}
      Form={QueueForm}
    />
  );
}
