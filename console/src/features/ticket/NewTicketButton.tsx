import { Button, Modal } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { usePermission } from '@/api/session';
import type { KnownCustomer } from '@/ui/CustomerSelect';
import { useKeys } from '@/ui/keyboard';
import { NewTicketForm } from './NewTicketForm';

type Props = {
  /** Whose ticket it will be, where that is known. */
  customer?: KnownCustomer;
  onOpened: (ticketId: string) => void;
};

/** Opens a new ticket, by press or by C. */
export function NewTicketButton({ customer, onOpened }: Props) {
  const [opened, setOpened] = useState(false);
  const may = usePermission()('tickets.write');
  useKeys({ c: may ? () => setOpened(true) : undefined });
  if (!may) return null;
  return (
    <>
      <Button
        variant="default"
        size="compact-xs"
        leftSection={<IconPlus size={14} />}
        title="New ticket (C)"
        onClick={() => setOpened(true)}
      >
        New ticket
      </Button>
      <Modal opened={opened} onClose={() => setOpened(false)} closeOnClickOutside={false} title="New ticket" size="lg">
        <NewTicketForm
          customer={customer}
          onOpened={(ticketId) => {
            setOpened(false);
            onOpened(ticketId);
          }}
        />
      </Modal>
    </>
  );
}
