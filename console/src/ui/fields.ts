import type { Field } from '@/api/types';

/** Whose a field can be. */
export const entityNames: Record<Field['entity'], string> = {
  customer: 'Customer',
  contact: 'Contact',
  ticket: 'Ticket',
};

/** A field's value as people read it; empty when there is none. */
export function written(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  return value === null || value === undefined ? '' : String(value);
}

/** What a field can hold. */
export const typeNames: Record<Field['type'], string> = {
  text: 'Text',
  number: 'Number',
  bool: 'Yes or no',
  date: 'Date',
  choice: 'One of a list',
};
