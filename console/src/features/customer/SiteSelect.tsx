import { NativeSelect, type NativeSelectProps } from '@mantine/core';
import { useSites } from '@/api/sites';

/** Whose customer it is; from a site that is not one's own nobody is taken. */
export function SiteSelect({ held, ...input }: NativeSelectProps & { held: string | null }) {
  const { data: sites } = useSites();
  if (!sites) return null;
  const elsewhere = held !== null && !sites.some((site) => site.id === held);
  const choices = sites.map((site) => ({ value: site.id, label: site.name }));
  return (
    <NativeSelect
      label="Site"
      disabled={elsewhere}
      data={elsewhere ? [{ value: held, label: 'Another site' }] : [{ value: '', label: 'Every site' }, ...choices]}
      {...input}
    />
  );
}
