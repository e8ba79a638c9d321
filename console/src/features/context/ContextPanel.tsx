import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import { useScreen } from '@/api/customers';
import type { Screen } from '@/api/types';
import { useWatch } from '@/live/LineProvider';
import { Block } from '@/ui/Block';
import { Column } from '@/ui/Column';
import { ContactLines } from '@/ui/ContactLines';
import { CustomerPlate } from '@/ui/CustomerPlate';
import { PromiseLines } from '@/ui/PromiseLines';
import { Read } from '@/ui/Read';
import { Scroll } from '@/ui/Scroll';
import { TicketLines } from '@/ui/TicketLines';
import { ContactFields } from './ContactFields';
import classes from './ContextPanel.module.css';
import { CustomerConsent } from './CustomerConsent';
import { CustomerDetails } from './CustomerDetails';
import { CustomerHead } from './CustomerHead';

type Props = {
  customerId: string;
  /** The contact in hand: its page is shown, and it is not among the earlier ones. */
  contactId?: string | null;
  onTicket: (ticketId: string) => void;
  onCustomer?: (customerId: string) => void;
  /** What can be done for this customer, beside the promises. */
  actions?: ReactNode;
  /** The record and the history stand beside it, and are not shown again. */
  brief?: boolean;
};

/** Who the customer is: the name stays in sight, the rest scrolls below. */
export function ContextPanel({ customerId, contactId = null, onTicket, onCustomer, actions, brief }: Props) {
  const screen = useScreen(customerId, contactId);
  useWatch(`customer:${customerId}`);
  const overview = (data: Screen) => (
    <Scroll label="Overview">
      {data.page && (
        <Block title="Page">
          <div className={classes.page}>{data.page.title || data.page.url}</div>
          {data.page.referrer && <div className={classes.small}>from {data.page.referrer}</div>}
        </Block>
      )}
      {contactId && <ContactFields contactId={contactId} />}
      <Block title="Promises" count={data.promises?.length} action={actions}>
        <PromiseLines promises={data.promises} />
      </Block>
      <Block title="Open tickets" count={data.tickets?.length}>
        <TicketLines tickets={data.tickets} onOpen={onTicket} />
      </Block>
      {!brief && (
        <Block title="Recent contact">
          <ContactLines contacts={data.contacts} />
        </Block>
      )}
    </Scroll>
  );
  return (
    <Column as="aside" label="Customer">
      <Read query={screen} rows={6}>
        {(data) => (
          <>
            <div className={classes.head}>
              <CustomerHead screen={data} onOpen={onCustomer && (() => onCustomer(customerId))} />
              <CustomerPlate tier={data.customer.tier} />
              <CustomerConsent screen={data} />
            </div>
            {brief ? (
              overview(data)
            ) : (
              <Tabs defaultValue="overview" keepMounted={false} className={classes.tabs}>
                <Tabs.List className={classes.list}>
                  <Tabs.Tab value="overview">Overview</Tabs.Tab>
                  <Tabs.Tab value="details">Details</Tabs.Tab>
                </Tabs.List>
                <Tabs.Panel value="overview" className={classes.panel}>
                  {overview(data)}
                </Tabs.Panel>
                <Tabs.Panel value="details" className={classes.panel}>
                  <Scroll label="Details">
                    <CustomerDetails screen={data} />
                  </Scroll>
                </Tabs.Panel>
              </Tabs>
            )}
          </>
        )}
      </Read>
    </Column>
  );
}
