import { Button, SegmentedControl } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { type ReportAsk, type ReportName, reportFile, useReport } from '@/api/reports';
import { SiteFilter } from '@/features/board/SiteFilter';
import { Columns } from '@/ui/Columns';
import { Empty } from '@/ui/Empty';
import { Read } from '@/ui/Read';
import { Scroll } from '@/ui/Scroll';
import { AgentReport } from './AgentReport';
import { DayPicker } from './DayPicker';
import { daysAfter, today } from './days';
import { HoursReport } from './HoursReport';
import { QueueReport } from './QueueReport';
import classes from './ReportsPage.module.css';

const route = getRouteApi('/reports');

const names: { value: ReportName; label: string }[] = [
  { value: 'queues', label: 'Queues' },
  { value: 'agents', label: 'Agents' },
  { value: 'hours', label: 'Hours' },
];

/** A day looked back on: by queue, by agent, by hours; yesterday until another is chosen. */
export function ReportsPage() {
  const { of = 'queues', day = daysAfter(today(), -1), site = null } = route.useSearch();
  const navigate = route.useNavigate();
  const ask = { day, site };
  return (
    <Columns widths="minmax(0, 1fr)">
      <Scroll label="Reports">
        <div className={classes.page}>
          <header className={classes.head}>
            <h1 className={classes.title}>Reports</h1>
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
          </header>
          {of === 'queues' && <QueuesOf ask={ask} />}
          {of === 'agents' && <AgentsOf ask={ask} />}
          {of === 'hours' && <HoursOf ask={ask} />}
        </div>
      </Scroll>
    </Columns>
  );
}

function QueuesOf({ ask }: { ask: ReportAsk }) {
  const report = useReport('queues', ask);
  return (
    <Read query={report}>
      {({ rows }) => (
        <OrNothing none={rows.length === 0} title="No queues yet">
          <QueueReport rows={rows} />
        </OrNothing>
      )}
    </Read>
  );
}

function AgentsOf({ ask }: { ask: ReportAsk }) {
  const report = useReport('agents', ask);
  return (
    <Read query={report}>
      {({ rows }) => (
        <OrNothing none={rows.length === 0} title="Nobody was signed in on this day">
          <AgentReport rows={rows} />
        </OrNothing>
      )}
    </Read>
  );
}

function HoursOf({ ask }: { ask: ReportAsk }) {
  const report = useReport('hours', ask);
  return (
    <Read query={report}>
      {({ rows }) => (
        <OrNothing none={rows.length === 0} title="Nobody was signed in on this day">
          <HoursReport rows={rows} />
        </OrNothing>
      )}
    </Read>
  );
}

function OrNothing({ none, title, children }: { none: boolean; title: string; children: ReactNode }) {
  return none ? <Empty title={title}>Choose another day above.</Empty> : children;
}
