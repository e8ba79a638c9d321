import { useCustomer } from '@/api/customers';
import { Block } from '@/ui/Block';
import { Facts } from '@/ui/Facts';
import { Read } from '@/ui/Read';

/** How the customer likes things to be done, in the company's own words. */
export function CustomerPreferences({ customerId }: { customerId: string }) {
  const customer = useCustomer(customerId);
  return (
    <Read query={customer} rows={2}>
      {({ preferences }) => {
        const facts = Object.entries(preferences).sort(([a], [b]) => a.localeCompare(b));
        return facts.length > 0 && <Block title="Preferences">{<Facts facts={facts} />}</Block>;
      }}
    </Read>
  );
}
