import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, body } from './client';
import { keys } from './keys';
import type { AgentsReport, HoursReport, QueuesReport } from './types';

export type ReportName = keyof Reports;

/** Which day of whose. */
export type ReportAsk = { day: string; site: string | null };

/** Whose midnights begin and end an agent's day: those of whoever looks. */
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

const query = ({ day, site }: ReportAsk) => ({ day, site: site ?? undefined, zone });

/** What is read of each. */
export type Reports = { queues: QueuesReport; agents: AgentsReport; hours: HoursReport };

const read: { [N in ReportName]: (ask: ReportAsk) => Promise<Reports[N]> } = {
  queues: (ask) => body(api.GET('/reports/queues', { params: { query: query(ask) } })),
  agents: (ask) => body(api.GET('/reports/agents', { params: { query: query(ask) } })),
  hours: (ask) => body(api.GET('/reports/hours', { params: { query: query(ask) } })),
};

/** A day looked back on; the day before stays on the screen until the next is there. */
export function useReport<N extends ReportName>(name: N, ask: ReportAsk) {
  return useQuery({
    queryKey: keys.report(name, ask),
    queryFn: () => read[name](ask),
    placeholderData: keepPreviousData,
  });
}

/** Where the same is to be had for a spreadsheet. */
export function reportFile(name: ReportName, ask: ReportAsk): string {
  const asked = new URLSearchParams(
    Object.entries(query(ask)).filter((one): one is [string, string] => Boolean(one[1])),
  );
  return `/api/v1/reports/${name}.csv?${asked}`;
}
