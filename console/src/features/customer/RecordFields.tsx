import { useChangeCustomer } from '@/api/customers';
import type { Customer } from '@/api/types';
import { OwnFieldsForm } from '@/ui/OwnFieldsForm';

/** The company's own fields of the customer. */
export function RecordFields({ customer }: { customer: Customer }) {
  const change = useChangeCustomer(customer.id);
  return <OwnFieldsForm title="More" entity="customer" holder={customer} change={change} />;
}
