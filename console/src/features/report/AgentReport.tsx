import type { AgentDay } from '@/api/types';
import { percent } from '@/features/board/figures';
import { clock, span } from '@/ui/time';
import { type ReportColumn, ReportTable } from './ReportTable';

const columns: ReportColumn<AgentDay>[] = [
  { head: 'Agent', cell: (a) => a.name },
  { head: 'Team', cell: (a) => a.team || '–' },
  { head: 'Offered', cell: (a) => a.offered },
  { head: 'Accepted', cell: (a) => a.accepted },
  { head: 'Calls', help: 'Accepted', cell: (a) => a.calls },
  { head: 'Chats', help: 'Accepted', cell: (a) => a.chats },
  { head: 'Other', help: 'Tickets, e-mails, callbacks, walk-ins', cell: (a) => a.others },
  { head: 'Missed', help: 'Offers that ran out', cell: (a) => a.missed },
  { head: 'Declined', cell: (a) => a.declined },
  { head: 'Handed on', cell: (a) => a.transferred },
  { head: 'Signed in', cell: (a) => span(a.signed_in_s) },
  {
    head: 'Each',
    help: 'Time with customers and in wrap-up, by accepted',
    cell: (a) => (a.per_item_s == null ? '–' : clock(a.per_item_s)),
  },
  {
    head: 'Occupancy',
    help: 'Time with customers and in wrap-up, of that and the time ready',
    cell: (a) => percent(a.occupancy),
  },
];

/** What each agent was offered, and what they took. */
export function AgentReport({ rows }: { rows: AgentDay[] }) {
  return <ReportTable label="Agents" columns={columns} rows={rows} id={(agent) => agent.id} />;
}
