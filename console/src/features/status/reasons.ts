/** Why somebody is away, in the order they are chosen most. */
export const awayReasons = {
  break: 'Break',
  lunch: 'Lunch',
  meeting: 'Team meeting',
  training: 'Training',
  coaching: 'Coaching',
  backoffice: 'Back office',
  personal: 'Personal',
  technical: 'Technical problem',
} as const;

/** The words for a reason; one this release does not know is shown as it is. */
export function reasonName(reason: string | null | undefined): string {
  return reason ? (awayReasons[reason as keyof typeof awayReasons] ?? reason) : '';
}
