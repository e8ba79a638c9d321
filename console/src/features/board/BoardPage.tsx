import { type ReactNode, useState } from 'react';
import { useBoard } from '@/api/board';
import type { Board } from '@/api/types';
import { useWatch } from '@/live/LineProvider';
import { useLink } from '@/live/link';
import { Column } from '@/ui/Column';
import { Columns } from '@/ui/Columns';
import { PageHead } from '@/ui/PageHead';
import { Read } from '@/ui/Read';
import { Scroll } from '@/ui/Scroll';
import { AgentGrid } from './AgentGrid';
import { AlertList } from './AlertList';
import { Audited } from './Audited';
import classes from './BoardPage.module.css';
import { Freshness } from './Freshness';
import { QueueTable } from './QueueTable';
import { SiteFilter } from './SiteFilter';
import { Totals } from './Totals';
import { WaitingDrawer } from './WaitingDrawer';

/** The floor as it is now: figures, queues, people; what needs attention on the right. */
export function BoardPage() {
  const [site, setSite] = useState<string | null>(null);
  useWatch(site && `board:${site}`);
  const board = useBoard(site);
  return (
    <Read query={board}>{(data) => <Floor board={data} filter={<SiteFilter site={site} onChange={setSite} />} />}</Read>
  );
}

function Floor({ board, filter }: { board: Board; filter: ReactNode }) {
  const stale = useLink().phase !== 'up';
  const [opened, setOpened] = useState<string | null>(null);
  const queue = board.queues?.find((one) => one.id === opened);
  return (
    <Columns widths="minmax(0, 1fr) 340px">
      <Scroll label="Live board">
        <div className={classes.floor} data-stale={stale || undefined}>
          <PageHead title="Live board">
            {filter}
            <Freshness at={board.at} stale={stale} />
            {board.audit && <Audited audit={board.audit} />}
          </PageHead>
          <Totals board={board} stale={stale} />
          <QueueTable queues={board.queues ?? []} stale={stale} onOpen={setOpened} />
          <AgentGrid agents={board.agents ?? []} />
        </div>
      </Scroll>
      <Column as="aside" label="Attention">
        <AlertList alerts={board.alerts ?? []} />
      </Column>
      {queue && <WaitingDrawer queue={queue} onClose={() => setOpened(null)} />}
    </Columns>
  );
}
