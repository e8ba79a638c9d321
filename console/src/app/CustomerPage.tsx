import { getRouteApi, Navigate, useNavigate } from '@tanstack/react-router';
import { useCustomer } from '@/api/customers';
import { BookButton } from '@/features/callback/BookButton';
import { ContextPanel } from '@/features/context/ContextPanel';
import { CustomerRecord } from '@/features/customer/CustomerRecord';
import { Timeline } from '@/features/customer/Timeline';
import { NewTicketButton } from '@/features/ticket/NewTicketButton';
import { Column } from '@/ui/Column';
import { Columns } from '@/ui/Columns';
import { Read } from '@/ui/Read';

const route = getRouteApi('/customers/$customerId');

/** A customer: the record, to be changed; everything that happened; and who they are at a glance. */
export function CustomerPage() {
  const { customerId } = route.useParams();
  const navigate = useNavigate();
  const customer = useCustomer(customerId);
  const onTicket = (id: string) => navigate({ to: '/tickets', search: { id } });
  const onCustomer = (id: string) => navigate({ to: '/customers/$customerId', params: { customerId: id } });
  const survivor = customer.data?.id ?? customerId;
  // Who was merged answers with the one who has everything now.
  if (survivor !== customerId)
    return <Navigate to="/customers/$customerId" params={{ customerId: survivor }} replace />;
  return (
    <Columns widths="minmax(320px, 2fr) minmax(0, 3fr) 348px">
      <Column label="Customer record">
        <Read query={customer}>
          {(data) => <CustomerRecord key={customerId} customer={data} onCustomer={onCustomer} />}
        </Read>
      </Column>
      <Column label="History">
        <Timeline
          key={customerId}
          customerId={customerId}
          onTicket={onTicket}
          action={<NewTicketButton customer={customer.data} onOpened={onTicket} />}
        />
      </Column>
      <ContextPanel
        key={customerId}
        brief
        customerId={customerId}
        onTicket={onTicket}
        actions={<BookButton customerId={customerId} />}
      />
    </Columns>
  );
}
