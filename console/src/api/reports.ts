import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { api, body } from './client';
import { keys } from './keys';
import type { AgentsReport, HoursReport, QueuesReport } from './types';

export type ReportName = 'queues' | 'agents' | 'hours';

/** Which day of whose. */
export type ReportAsk = { day: string; site: string | null };

/** Whose midnights begin and end an agent's day: those of whoever looks. */
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

const query = ({ day, site }: ReportAsk) => ({ day, site: site ?? undefined, zone });

const read = {
  queues: (ask: ReportAsk) => body<QueuesReport>(api.GET('/reports/queues', { params: { query: query(ask) } })),
  agents: (ask: ReportAsk) => body<AgentsReport>(api.GET('/reports/agents', { params: { query: query(ask) } })),
  hours: (ask: ReportAsk) => body<HoursReport>(api.GET('/reports/hours', { params: { query: query(ask) } })),
};

type Report<N extends ReportName> = Awaited<ReturnType<(typeof read)[N]>>;

/** A day looked back on; the day before stays on the screen until the next is there. */
export function useReport<N extends ReportName>(name: N, ask: ReportAsk) {
  return useQuery({
    queryKey: keys.report(name, ask),
    queryFn: () => read[name](ask) as Promise<Report<N>>,
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
