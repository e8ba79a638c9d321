import type { Field } from '@/api/types';

/** Whose a field can be. */
export const entityNames: Record<Field['entity'], string> = {
  customer: 'Customer',
  contact: 'Contact',
  ticket: 'Ticket',
};
