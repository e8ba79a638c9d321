/** What a customer is called on the screen; some have no name yet. */
export function nameOf(customer: { name: string } | null | undefined): string {
  return customer?.name || 'Somebody new';
}
