import { Button } from '@mantine/core';
import type { Item } from '@/api/types';
import { useItemStep } from '@/api/work';
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
  return (
    <Button
      color={call ? 'danger' : 'ink'}
      loading={end.isPending}
      onClick={() => end.mutate(item.id, { onError: sayFault })}
    >
      {words[item.channel] ?? 'End'}
    </Button>
  );
}
