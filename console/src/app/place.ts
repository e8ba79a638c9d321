/** What is open on the desk; it stands in the address, so that a reload or a link shows the same. */
export type Place = { item?: string; ticket?: string; callback?: string };

const names = ['item', 'ticket', 'callback'] as const;

/** Reads a place out of an address, leaving out what it does not know. */
export function readPlace(given: Record<string, unknown>): Place {
  const place: Place = {};
  for (const name of names) {
    const value = given[name];
    if (typeof value === 'string') place[name] = value;
  }
  return place;
}
