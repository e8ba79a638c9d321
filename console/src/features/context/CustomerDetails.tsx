import type { Screen } from '@/api/types';
import { Block } from '@/ui/Block';
import { Facts } from '@/ui/Facts';
import { identityNames } from '@/ui/identities';
import { Tag } from '@/ui/Tag';
import { CustomerFields } from './CustomerFields';
import { CustomerPreferences } from './CustomerPreferences';

/** How the customer is reached, and the fields this installation has of its own. */
export function CustomerDetails({ screen: { identities, customer, organisation } }: { screen: Screen }) {
  return (
    <>
      <Block title="Reached by" count={identities?.length}>
        <Facts
          facts={(identities ?? []).map((identity) => [
            identityNames[identity.kind],
            <span key={identity.id}>
              {identity.value} {identity.verified && <Tag tone="ok">Verified</Tag>}
            </span>,
          ])}
        />
      </Block>
      {organisation && (
        <Block title="Organisation">
          <Facts
            facts={[
              ['Name', organisation.name],
              ['Role', organisation.role],
            ]}
          />
        </Block>
      )}
      <CustomerPreferences customerId={customer.id} />
      <CustomerFields customerId={customer.id} />
    </>
  );
}
