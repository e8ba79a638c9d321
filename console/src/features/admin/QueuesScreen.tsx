import { queues } from '@/api/admin';
import { QueueForm } from './QueueForm';
import { ResourceScreen } from './ResourceScreen';

export function QueuesScreen() {
  return (
    <ResourceScreen
      resource={queues}
      one="queue"
      nameOf={(queue) => queue.name}
      noteOf={(queue) => `${queue.members?.length ?? 0} people · ${queue.open_now ? 'open' : 'closed now'}`}
      Form={QueueForm}
    />
  );
}
