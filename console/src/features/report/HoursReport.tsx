import type { HoursDay } from '@/api/types';
import { span, timeOfDay } from '@/ui/time';
import { type ReportColumn, ReportTable } from './ReportTable';

/** The reasons for which somebody was away, longest first. */
function reasons(h: HoursDay): string {
  const all = Object.entries(h.away).sort((a, b) => b[1] - a[1]);
  return all.map(([reason, s]) => `${reason || 'no reason'} ${span(s)}`).join(', ');
}

const columns: ReportColumn<HoursDay>[] = [
  { head: 'Agent', cell: (h) => h.name },
  { head: 'Team', cell: (h) => h.team || '–' },
  { head: 'From', cell: (h) => (h.first ? timeOfDay(h.first) : '–') },
  { head: 'To', cell: (h) => (h.last ? timeOfDay(h.last) : 'now') },
  { head: 'Signed in', cell: (h) => span(h.signed_in_s) },
  { head: 'Ready', cell: (h) => span(h.ready_s + h.ringing_s) },
  { head: 'On contact', cell: (h) => span(h.on_contact_s) },
  { head: 'Wrap-up', cell: (h) => span(h.wrap_up_s) },
  { head: 'Not responding', cell: (h) => span(h.not_responding_s) },
  { head: 'Away', cell: (h) => <span title={reasons(h)}>{span(h.away_s)}</span> },
  { head: 'Away for', cell: (h) => reasons(h) || '–' },
];

/** When each agent was signed in, and in which state. */
export function HoursReport({ rows }: { rows: HoursDay[] }) {
  return <ReportTable label="Hours" columns={columns} rows={rows} id={(agent) => agent.id} />;
}
