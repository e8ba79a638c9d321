/** Why somebody is not asked for an item, as a supervisor reads it. */
export const causeNames: Record<string, string> = {
  '': 'could take it now',
  just_tried: 'let it pass just now',
  surge: 'kept for who calls and writes, in a surge',
  outside_ring: 'to be asked later',
  voice_alone: 'not beside what they have in hand',
  no_room: 'hands full',
  not_responding: 'not responding',
  leaving: 'about to leave',
  away: 'away',
  silent: 'out of reach',
  not_connected: 'not connected',
  signed_out: 'signed out',
  no_skill: 'lacks a skill that it requires',
  blocked: 'kept from this customer',
  not_in_queue: 'does not serve this queue',
};

/** True for causes that bind the router only, not a supervisor. */
export function bindsNobody(cause: string): boolean {
  return cause === '' || cause === 'just_tried' || cause === 'outside_ring' || cause === 'surge';
}
