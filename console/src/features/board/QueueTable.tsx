import { UnstyledButton } from '@mantine/core';
import type { BoardQueue } from '@/api/types';
import { DataTable } from '@/ui/DataTable';
import { Empty } from '@/ui/Empty';
import { StateGlyph } from '@/ui/StateGlyph';
import { Tag } from '@/ui/Tag';
import { Timer } from '@/ui/Timer';
import { clock } from '@/ui/time';
import { levelTone, percent } from './figures';
import { LevelBar } from './LevelBar';
import classes from './QueueTable.module.css';
import { SurgeMark } from './SurgeMark';

type Props = { queues: BoardQueue[]; stale: boolean; onOpen: (queueId: string) => void };

/** Queues, those in trouble first. */
export function QueueTable({ queues, stale, onOpen }: Props) {
  if (queues.length === 0) return <Empty title="No queues yet">An admin sets them up under Admin, Queues.</Empty>;
  const sorted = [...queues].sort((a, b) => b.longest_s - a.longest_s || a.name.localeCompare(b.name));
  return (
    <DataTable label="Queues" className={classes.queues}>
      <thead>
        <tr>
          <th scope="col">Queue</th>
          <th scope="col" className={classes.number}>
            Waiting
          </th>
          <th scope="col" className={classes.number}>
            Longest
          </th>
          <th scope="col" className={classes.number} title="What somebody who comes now has before them">
            Expected
          </th>
          <th scope="col">Service level</th>
          <th scope="col" className={classes.number}>
            Answered
          </th>
          <th scope="col" className={classes.number}>
            Abandoned
          </th>
          <th scope="col" className={classes.number}>
            Average wait
          </th>
          <th scope="col">Agents</th>
        </tr>
      </thead>
      <tbody>
        {sorted.map((queue) => (
          <QueueLine key={queue.id} queue={queue} stale={stale} onOpen={() => onOpen(queue.id)} />
        ))}
      </tbody>
    </DataTable>
  );
}

function QueueLine({ queue, stale, onOpen }: { queue: BoardQueue; stale: boolean; onOpen: () => void }) {
  const late = queue.target_s > 0 && queue.longest_s > queue.target_s;
  const lost = queue.offered_today > 0 ? queue.abandoned_today / queue.offered_today : null;
  return (
    <tr>
      <th scope="row">
        <UnstyledButton className={classes.name} onClick={onOpen} aria-label={`${queue.name}: what waits`}>
          {queue.name}
        </UnstyledButton>{' '}
        {!queue.open_now && <Tag>Closed</Tag>} <SurgeMark surge={queue.surge} />
      </th>
      <td className={classes.number}>
        <b>{queue.waiting}</b>
      </td>
      <td className={classes.number} data-tone={late ? 'bad' : undefined}>
        {late && '▲ '}
        {queue.oldest_at && queue.waiting > 0 && !stale ? (
          <Timer since={queue.oldest_at} tone={late ? 'bad' : undefined} />
        ) : (
          clock(queue.longest_s)
        )}
      </td>
      <td className={classes.number}>{queue.expected_s == null ? '–' : clock(queue.expected_s)}</td>
      <td>
        <LevelBar level={queue.sl} tone={levelTone(queue.sl)} />
      </td>
      <td className={classes.number}>{queue.answered_today}</td>
      <td className={classes.number}>{percent(lost)}</td>
      <td className={classes.number}>{queue.asa_s == null ? '–' : clock(queue.asa_s)}</td>
      <td>
        <span className={classes.agents}>
          <StateGlyph state="ready" /> {queue.ready} <StateGlyph state="on_contact" /> {queue.on_contact}
        </span>
      </td>
    </tr>
  );
}
