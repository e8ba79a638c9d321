import { Button, SegmentedControl } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type ReportAsk, type ReportName, type Reports, reportFile, useReport } from '@/api/reports';
import { SiteFilter } from '@/features/board/SiteFilter';
import { Columns } from '@/ui/Columns';
import { Empty } from '@/ui/Empty';
import { PageHead } from '@/ui/PageHead';
import { Read } from '@/ui/Read';
import { Scroll } from '@/ui/Scroll';
import { AgentReport } from './AgentReport';
import { DayPicker } from './DayPicker';
import { daysAfter, today } from './days';
import { HoursReport } from './HoursReport';
import { QueueReport } from './QueueReport';
import classes from './ReportsPage.module.css';

const route = getRouteApi('/reports');

type Face<N extends ReportName> = { label: string; none: string; table: (rows: Reports[N]['rows']) => ReactNode };

const nobody = 'Nobody was signed in on this day';

const faces: { [N in ReportName]: Face<N> } = {
  queues: { label: 'Queues', none: 'No queues yet', table: (rows) => <QueueReport rows={rows} /> },
  agents: { label: 'Agents', none: nobody, table: (rows) => <AgentReport rows={rows} /> },
  hours: { label: 'Hours', none: nobody, table: (rows) => <HoursReport rows={rows} /> },
};

const names = Object.entries(faces).map(([value, { label }]) => ({ value, label }));

/** A day looked back on: by queue, by agent, by hours; yesterday until another is chosen. */
export function ReportsPage() {
  const { of = 'queues', day = daysAfter(today(), -1), site = null } = route.useSearch();
  const navigate = route.useNavigate();
  const ask = { day, site };
  return (
    <Columns widths="minmax(0, 1fr)">
      <Scroll label="Reports">
        <div className={classes.page}>
          <PageHead title="Reports">
            <SegmentedControl
              aria-label="Report"
              data={names}
              value={of}
              onChange={(value) =>
                navigate({
                  search: (now) => ({ ...now, of: value === 'agents' || value === 'hours' ? value : undefined }),
                })
              }
            />
            <DayPicker day={day} onChange={(chosen) => navigate({ search: (now) => ({ ...now, day: chosen }) })} />
            <SiteFilter
              site={site}
              onChange={(id) => navigate({ search: (now) => ({ ...now, site: id ?? undefined }) })}
            />
            <Button component="a" href={reportFile(of, ask)} variant="default" leftSection={<IconDownload size={16} />}>
              CSV
            </Button>
          </PageHead>
          <Report key={of} of={of} ask={ask} />
        </div>
      </Scroll>
    </Columns>
  );
}

function Report<N extends ReportName>({ of, ask }: { of: N; ask: ReportAsk }) {
  const report = useReport(of, ask);
  const { none, table } = faces[of];
  return (
    <Read query={report}>
      {({ rows }) => (rows.length === 0 ? <Empty title={none}>Choose another day above.</Empty> : table(rows))}
    </Read>
  );
}
