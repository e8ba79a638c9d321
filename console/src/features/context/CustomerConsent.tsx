import { Button, Popover } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import type { Screen } from '@/api/types';
import { ConsentFields } from '@/ui/ConsentFields';
import { ConsentTags } from '@/ui/ConsentTags';
import classes from './ContextPanel.module.css';

/** What the customer allows, in tags; what they say about it in a conversation is noted right here. */
export function CustomerConsent({ screen: { customer, consent, version } }: { screen: Screen }) {
  return (
    <div className={classes.tags}>
      <ConsentTags consent={consent} />
      <Popover width={320} shadow="md" position="bottom-start" trapFocus returnFocus>
        <Popover.Target>
          <Button variant="subtle" color="gray" size="compact-xs" leftSection={<IconPencil size={12} />}>
            What they allow
          </Button>
        </Popover.Target>
        <Popover.Dropdown aria-label="What they allow">
          <ConsentFields customerId={customer.id} consent={consent} version={version} />
        </Popover.Dropdown>
      </Popover>
    </div>
  );
}
