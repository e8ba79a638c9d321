import { NativeSelect } from '@mantine/core';
import { useState } from 'react';
import { queues, useEntries } from '@/api/admin';
import { useFields } from '@/api/catalog';
import { usePackages } from '@/api/packages';
import { useSites } from '@/api/sites';
import { Empty } from '@/ui/Empty';
import { Read } from '@/ui/Read';
import { PackageTable } from './PackageTable';

type Site = { id: string; name: string };

/** What is due to whom, site by site: which queue, priority, target and channel. */
export function PackagesScreen() {
  const sites = useSites();
  return (
    <Read query={sites}>
      {(list) => (list.length === 0 ? <Empty title="There is no site yet" /> : <Sites sites={list} />)}
    </Read>
  );
}

function Sites({ sites }: { sites: Site[] }) {
  const [chosen, setChosen] = useState(sites[0]?.id ?? '');
  const packages = usePackages(chosen);
  const fields = useFields();
  const lines = useEntries(queues);
  const choice = (dirty: boolean) =>
    sites.length > 1 && (
      <NativeSelect
        aria-label="Site"
        disabled={dirty}
        title={dirty ? 'Save or discard first' : undefined}
        data={sites.map(({ id, name }) => ({ value: id, label: name }))}
        value={chosen}
        onChange={(event) => setChosen(event.currentTarget.value)}
      />
    );
  return (
    <Read query={packages} rows={6}>
      {(table) => (
        <PackageTable
          key={table.site_id}
          table={table}
          fields={fields.data ?? []}
          queues={lines.data ?? []}
          site={choice}
        />
      )}
    </Read>
  );
}
