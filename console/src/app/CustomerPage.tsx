import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useCustomer } from '@/api/customers';
import { BookButton } from '@/features/callback/BookButton';
import { ContextPanel } from '@/features/context/ContextPanel';
import { CustomerForm } from '@/features/customer/CustomerForm';
import { Column } from '@/ui/Column';
import { Columns } from '@/ui/Columns';
import { Read } from '@/ui/Read';
import { Scroll } from '@/ui/Scroll';

const route = getRouteApi('/customers/$customerId');

/** A customer: what is known, to be changed on the left; everything around on the right. */
export function CustomerPage() {
  const { customerId } = route.useParams();
  const navigate = useNavigate();
  const customer = useCustomer(customerId);
  return (
    <Columns widths="minmax(0, 1fr) 404px">
      <Column label="Customer record">
        <Scroll>
          <Read query={customer}>{(data) => <CustomerForm key={data.version} customer={data} />}</Read>
        </Scroll>
      </Column>
      <ContextPanel
        customerId={customerId}
        onTicket={(id) => navigate({ to: '/tickets', search: { id } })}
        actions={<BookButton customerId={customerId} />}
      />
    </Columns>
  );
}
