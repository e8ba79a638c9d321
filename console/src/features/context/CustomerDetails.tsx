import { useFields } from '@/api/catalog';
import type { Screen } from '@/api/types';
import { Block } from '@/ui/Block';
import { Facts } from '@/ui/Facts';
import { identityNames } from '@/ui/identities';
import { Tag } from '@/ui/Tag';

/** How the customer is reached, and the fields this installation has of its own. */
export function CustomerDetails({ screen: { identities, customer, organisation } }: { screen: Screen }) {
  const fields = useFields();
  const labels = new Map((fields.data ?? []).map((f) => [f.key, f.label]));
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
      <Block title="More">
        <Facts
          facts={Object.entries(customer.custom ?? {}).map(([key, value]) => [labels.get(key) ?? key, written(value)])}
        />
      </Block>
    </>
  );
}

function written(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return value === null || value === undefined ? '' : String(value);
}
