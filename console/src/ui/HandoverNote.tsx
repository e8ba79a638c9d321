import type { Handover } from '@/api/types';
import { Notice } from './Notice';

/** What a colleague said when they handed a contact on; nothing where they said nothing. */
export function HandoverNote({ handover }: { handover: Handover | null }) {
  if (!handover?.note) return null;
  return (
    <Notice tone="warn" title={`From ${handover.by.name}`}>
      {handover.note}
    </Notice>
  );
}
