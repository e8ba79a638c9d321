import { Button } from '@mantine/core';
import type { Item } from '@/api/types';
import { useItemStep } from '@/api/work';
import { useAct } from '@/ui/acts';
import { sayFault } from '@/ui/say';

/** What ending is called on each channel. */
const words: Partial<Record<Item['channel'], string>> = {
  call: 'End call',
  chat: 'End chat',
  callback: 'End callback',
};

/** Ends the contact; wrap-up begins. Never ahead of the server. */
export function EndButton({ item }: { item: Item }) {
  const end = useItemStep('end');
  const call = item.channel === 'call';
  const name = words[item.channel] ?? 'End';
  const press = () => end.mutate(item.id, { onError: sayFault });
  useAct('e', name, press);
  return (
    <Button color={call ? 'danger' : 'ink'} loading={end.isPending} onClick={press}>
      {name}
    </Button>
  );
}
