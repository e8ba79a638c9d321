/** Where somebody is among the reports: kept in the address, so that it can be sent to a colleague. */
export type ReportPlace = { of?: 'agents' | 'hours'; day?: string; site?: string };

export function readReportPlace(given: Record<string, unknown>): ReportPlace {
  return {
    of: given.of === 'agents' || given.of === 'hours' ? given.of : undefined,
    day: typeof given.day === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(given.day) ? given.day : undefined,
    site: typeof given.site === 'string' ? given.site : undefined,
  };
}
