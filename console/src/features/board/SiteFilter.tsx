import { NativeSelect } from '@mantine/core';
import { useSites } from '@/api/sites';

type Props = { site: string | null; onChange: (site: string | null) => void };

/** Narrows the board to one site; nothing for who sees only one. */
export function SiteFilter({ site, onChange }: Props) {
  const { data: sites } = useSites();
  if (!sites || sites.length < 2) return null;
  return (
    <NativeSelect
      aria-label="Site"
      value={site ?? ''}
      onChange={(event) => onChange(event.currentTarget.value || null)}
      data={[{ value: '', label: 'All sites' }, ...sites.map((one) => ({ value: one.id, label: one.name }))]}
    />
  );
}
