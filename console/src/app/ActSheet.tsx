import { Button, Modal, Stack } from '@mantine/core';
import { useState } from 'react';
import { type Act, useActs } from '@/ui/acts';
import { Empty } from '@/ui/Empty';
import { Key } from '@/ui/Key';
import { useKeys } from '@/ui/keyboard';

/** Ctrl+. shows what can be done with the work in hand; a letter, or a press, does it. */
export function ActSheet() {
  const acts = useActs();
  const [state, setState] = useState<'closed' | 'opened' | 'chosen'>('closed');
  useKeys({ 'Ctrl+.': () => setState('opened') });
  const choose = (act: Act) => {
    setState('chosen');
    act.run();
  };
  const press = (event: React.KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const act = acts.find(({ key }) => key === event.key.toLowerCase());
    if (!act) return;
    event.preventDefault();
    choose(act);
  };
  return (
    <Modal
      opened={state === 'opened'}
      onClose={() => setState('closed')}
      // What was chosen takes the focus itself.
      returnFocus={state !== 'chosen'}
      title="The work in hand"
      size="xs"
      onKeyDown={press}
    >
      <Stack gap={4} p={3}>
        {acts.map((act) => (
          <Button
            key={act.key}
            variant="default"
            justify="space-between"
            rightSection={<Key>{act.key.toUpperCase()}</Key>}
            onClick={() => choose(act)}
          >
            {act.name}
          </Button>
        ))}
        {acts.length === 0 && <Empty title="Nothing is in hand">Open a contact, a ticket or a customer first.</Empty>}
      </Stack>
    </Modal>
  );
}
