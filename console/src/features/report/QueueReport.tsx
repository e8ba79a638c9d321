import { UnstyledButton } from '@mantine/core';
import { IconChevronDown, IconChevronRight } from '@tabler/icons-react';
import { useState } from 'react';
import type { QueueDay } from '@/api/types';
import { percent } from '@/features/board/figures';
import { clock, timeOfDay } from '@/ui/time';
import { type ReportColumn, ReportTable } from './ReportTable';
import classes from './ReportTable.module.css';

type Figures = Omit<QueueDay, 'id' | 'name' | 'zone' | 'target_s' | 'intervals'>;

const seconds = (s: number | null | undefined) => (s == null ? '–' : clock(Math.round(s)));

const figures: ReportColumn<Figures>[] = [
  { head: 'Offered', help: 'Came in this time: calls, chats, walk-ins', cell: (f) => f.offered },
  { head: 'Answered', cell: (f) => f.answered },
  {
    head: 'Service level',
    help: 'Answered within target, of all but those who left within it',
    cell: (f) => percent(f.sl),
  },
  { head: 'Abandoned', cell: (f) => f.abandoned },
  { head: 'Lost', help: 'Abandoned, of offered', cell: (f) => percent(f.lost) },
  { head: 'Moved on', help: 'Taken to another queue by overflow', cell: (f) => f.overflowed },
  { head: 'Average wait', help: 'Of those who were answered', cell: (f) => seconds(f.asa_s) },
  {
    head: 'Longest',
    help: 'Longest wait of one answered or abandoned',
    cell: (f) => seconds(f.answered + f.abandoned ? f.longest_s : null),
  },
  { head: 'Handled', help: 'Ended in this time', cell: (f) => f.handled },
  { head: 'Average time', help: 'From acceptance to the end of wrap-up', cell: (f) => seconds(f.aht_s) },
  { head: 'Other work', help: 'Tickets, e-mails and callbacks that were finished', cell: (f) => f.others },
];

/** Queues, each with its half hours under it when it is opened. */
export function QueueReport({ rows }: { rows: QueueDay[] }) {
  const [opened, setOpened] = useState<string[]>([]);
  const toggle = (id: string) =>
    setOpened((now) => (now.includes(id) ? now.filter((one) => one !== id) : [...now, id]));
  const columns: ReportColumn<QueueDay>[] = [
    {
      head: 'Queue',
      cell: (queue) => {
        const open = opened.includes(queue.id);
        const Chevron = open ? IconChevronDown : IconChevronRight;
        return (
          <UnstyledButton
            className={classes.opener}
            aria-expanded={open}
            title={queue.name}
            disabled={queue.intervals.length === 0}
            onClick={() => toggle(queue.id)}
          >
            <Chevron size={14} className={queue.intervals.length === 0 ? classes.closed : undefined} />
            <span>{queue.name}</span>
          </UnstyledButton>
        );
      },
    },
    ...figures,
  ];
  const halfHours = (queue: QueueDay) =>
    opened.includes(queue.id) &&
    queue.intervals.map((interval) => (
      <tr key={interval.at} className={classes.part}>
        <th scope="row">{timeOfDay(interval.at, queue.zone)}</th>
        {figures.map(({ head, cell }) => (
          <td key={head}>{cell(interval)}</td>
        ))}
      </tr>
    ));
  return <ReportTable label="Queues" columns={columns} rows={rows} id={(queue) => queue.id} more={halfHours} />;
}
