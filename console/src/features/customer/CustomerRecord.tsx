import { Button, Modal } from '@mantine/core';
import { IconArrowMerge } from '@tabler/icons-react';
import { useState } from 'react';
import { useScreen } from '@/api/customers';
import { usePermission } from '@/api/session';
import type { Customer } from '@/api/types';
import { Block } from '@/ui/Block';
import { ConsentFields } from '@/ui/ConsentFields';
import type { KnownCustomer } from '@/ui/CustomerSelect';
import { Key } from '@/ui/Key';
import { useKeys } from '@/ui/keyboard';
import { Notice } from '@/ui/Notice';
import { nameOf } from '@/ui/nameOf';
import { Scroll } from '@/ui/Scroll';
import { Blocks } from './Blocks';
import { CustomerForm } from './CustomerForm';
import classes from './CustomerRecord.module.css';
import { Identities } from './Identities';
import { Links } from './Links';
import { MergeForm } from './MergeForm';
import { RecordFields } from './RecordFields';

type Props = { customer: Customer; onCustomer: (customerId: string) => void };

/** All that is kept of a customer, to be changed; and the way to say that two are one. */
export function CustomerRecord({ customer, onCustomer }: Props) {
  const may = usePermission()('customers.merge');
  const mayBlock = usePermission()('blocks.write');
  const screen = useScreen(customer.id, null);
  const [merging, setMerging] = useState<{ with: KnownCustomer | null } | null>(null);
  const match = screen.data?.suggested_match;
  const open = (other: KnownCustomer | null) => setMerging({ with: other });
  useKeys({ m: may ? () => open(null) : undefined });
  return (
    <Scroll label="Record">
      {match && may && (
        <div className={classes.match}>
          <Notice
            tone="warn"
            title={`This may be ${nameOf(match)}`}
            action={<Button onClick={() => open(match)}>They are one…</Button>}
          >
            Both say they are known by the same {match.by === 'external' ? 'account' : match.by}.
          </Notice>
        </div>
      )}
      <CustomerForm key={written(customer)} customer={customer} />
      <Block title="We may">
        <ConsentFields customerId={customer.id} consent={customer.consent} version={customer.version} />
      </Block>
      <RecordFields customer={customer} />
      <Identities customer={customer} onSame={open} />
      <Links customer={customer} onCustomer={onCustomer} />
      {mayBlock && <Blocks customerId={customer.id} />}
      {may && (
        <div className={classes.foot}>
          <Button
            variant="default"
            leftSection={<IconArrowMerge size={15} />}
            rightSection={<Key>M</Key>}
            onClick={() => open(null)}
          >
            Same as another customer…
          </Button>
        </div>
      )}
      <Modal opened={merging !== null} onClose={() => setMerging(null)} title="Make two records one">
        {merging && (
          <MergeForm
            customer={customer}
            start={merging.with}
            onMerged={(survivor) => {
              setMerging(null);
              onCustomer(survivor);
            }}
          />
        )}
      </Modal>
    </Scroll>
  );
}

/** The form starts anew when what it shows has changed, and not when a number was added below. */
function written({ name, tier, site_id, language, zone, needs, preferences }: Customer): string {
  return JSON.stringify([name, tier, site_id, language, zone, needs, preferences]);
}
