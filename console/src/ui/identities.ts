import type { Customer } from '@/api/types';

type Kind = Customer['identities'][number]['kind'];

/** What each thing by which a customer is known is called. */
export const identityNames: Record<Kind, string> = {
  phone: 'Phone',
  email: 'Email',
  visitor: 'Visitor',
  external: 'Account',
};
