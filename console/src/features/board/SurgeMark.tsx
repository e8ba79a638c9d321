import type { Surge } from '@/api/types';
import { Tag } from '@/ui/Tag';
import { Timer } from '@/ui/Timer';
import { useSurgeOn } from '@/ui/useSurgeOn';

/** That a surge is on, for how much longer, and on whose word. */
export function SurgeMark({ surge }: { surge: Surge | null }) {
  const on = useSurgeOn(surge);
  if (!on) return null;
  return (
    <Tag tone="warn" title={`${on.by.name || 'By itself'}: ${on.reason}`}>
      Surge <Timer until={on.until} />
    </Tag>
  );
}
