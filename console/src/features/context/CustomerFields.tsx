import { useChangeCustomer, useCustomer } from '@/api/customers';
import { OwnFieldsForm } from '@/ui/OwnFieldsForm';
import { Read } from '@/ui/Read';

/** The company's own fields of the customer, read whole: on a screen long texts are cut. */
export function CustomerFields({ customerId }: { customerId: string }) {
  const customer = useCustomer(customerId);
  const change = useChangeCustomer(customerId);
  return (
    <Read query={customer} rows={2}>
      {(data) => <OwnFieldsForm title="More" entity="customer" holder={data} change={change} />}
    </Read>
  );
}
