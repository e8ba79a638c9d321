/** Why work cannot be taken, as who would take it reads it. */
export const reasons: Record<string, string> = {
  no_skill: 'It asks for a skill that you lack.',
  no_room: 'Your hands are full: finish something first.',
  voice_alone: 'It cannot stand beside what you have in hand.',
  held_for_other: 'It is kept for a colleague for now.',
  blocked: 'You are kept from this customer.',
  not_in_queue: 'You do not serve this queue.',
  away: 'You are away: go available first.',
  leaving: 'You are about to leave: go available first.',
  not_responding: 'You did not answer the last offer: go available first.',
  silent: 'Your console is out of reach of the server.',
  not_connected: 'Your console is not connected to the server.',
  signed_out: 'You are offline: go available first.',
};
