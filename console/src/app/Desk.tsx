import { getRouteApi } from '@tanstack/react-router';
import { useCallbacks } from '@/api/callbacks';
import { useMe } from '@/api/session';
import { useTickets } from '@/api/tickets';
import type { Work } from '@/api/types';
import { useWork } from '@/api/work';
import { OfferOverlay } from '@/features/offer/OfferOverlay';
import { PullButton } from '@/features/pull/PullButton';
import { StateSwitch } from '@/features/status/StateSwitch';
import { byUrgency, groupsOf, type Row } from '@/features/work/rows';
import { TodayFoot } from '@/features/work/TodayFoot';
import { WorkList } from '@/features/work/WorkList';
import { Column } from '@/ui/Column';
import { Columns } from '@/ui/Columns';
import { Read } from '@/ui/Read';
import { DeskContext } from './DeskContext';
import { DeskPane } from './DeskPane';
import type { Place } from './place';

const route = getRouteApi('/');

/** The agent's desk: work on the left, the contact in the middle, the customer on the right. */
export function Desk() {
  const work = useWork();
  return <Read query={work}>{(data) => <OpenDesk work={data} />}</Read>;
}

function placeOf(row: Row): Place {
  return row.kind === 'offer' ? { item: row.offer.item.id } : { [row.kind]: row.key };
}

function OpenDesk({ work }: { work: Work }) {
  const me = useMe();
  const place = route.useSearch();
  const navigate = route.useNavigate();
  const tickets = useTickets({ assignee: me.id, state: 'new,open' });
  const callbacks = useCallbacks({ owner: me.id, state: 'scheduled,due' });
  const groups = groupsOf(work, tickets.data?.pages.flatMap((p) => p.items ?? []) ?? [], callbacks.data ?? []);
  const ringing = [...work.offers].sort(byUrgency)[0];
  const item = work.items.find((i) => i.id === place.item) ?? null;

  const go = (to: Place) => navigate({ search: to });
  const finished = () => {
    const next = work.items.find((i) => i.id !== place.item);
    go(next ? { item: next.id } : {});
  };
  const open = (row: Row) => {
    if (row.kind !== 'offer') go(placeOf(row));
  };
  return (
    <Columns widths="284px minmax(0, 1fr) 404px">
      <Column label="Your work">
        <StateSwitch own={work.person_state} />
        <WorkList groups={groups} selected={place.item ?? place.ticket ?? place.callback} onOpen={open} />
        <PullButton onTaken={(taken) => go({ item: taken.id })} />
        <TodayFoot today={work.today} />
      </Column>
      <DeskPane work={work} item={item} place={place} onFinished={finished} />
      <DeskContext work={work} item={item} place={place} />
      {ringing && (
        <OfferOverlay key={ringing.id} offer={ringing} onAccepted={(accepted) => go({ item: accepted.id })} />
      )}
    </Columns>
  );
}
