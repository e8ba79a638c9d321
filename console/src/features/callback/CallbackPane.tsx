import { usePlannedCallback } from '@/api/callbacks';
import type { Callback } from '@/api/types';
import { useWatch } from '@/live/LineProvider';
import { Facts } from '@/ui/Facts';
import { Notice } from '@/ui/Notice';
import { nameOf } from '@/ui/nameOf';
import { Read } from '@/ui/Read';
import { Scroll } from '@/ui/Scroll';
import { TierChip } from '@/ui/TierChip';
import { cityOf, dayAndTime } from '@/ui/time';
import classes from './CallbackPane.module.css';
import { CancelForm } from './CancelForm';
import { Dial } from './Dial';
import { MoveForm } from './MoveForm';
import { OutcomeForm } from './OutcomeForm';

/** States in which there is still something to do. */
const open = new Set(['scheduled', 'due', 'offered', 'dialing']);
/** States in which it can still be taken back. */
const waiting = new Set(['scheduled', 'due', 'offered']);

function outcomeOf({ outcome, state }: Callback): string {
  return (state === 'cancelled' ? state : outcome || state).replace('_', ' ');
}

/** A promise: who, when on both clocks, about what; then dial, result, or another time. */
export function CallbackPane({ callbackId }: { callbackId: string }) {
  const callback = usePlannedCallback(callbackId);
  useWatch(`callback:${callbackId}`);
  return (
    <Read query={callback}>
      {(data) => (
        <Scroll label="Callback">
          <div className={classes.pane}>
            <div className={classes.name}>
              <h1>{nameOf(data.customer)}</h1>
              <TierChip tier={data.customer.tier} />
            </div>
            <Facts
              facts={[
                ['Promised for', `${dayAndTime(data.due_at, data.zone)} in ${cityOf(data.zone)}`],
                ['Here', dayAndTime(data.due_at)],
                ['About', data.topic],
                ['Owner', data.owner?.name],
                ['Queue', data.queue?.name],
                ['Tried', data.attempts > 0 ? (data.attempts === 1 ? 'once' : `${data.attempts} times`) : null],
              ]}
            />
            {data.state === 'broken' && <Notice tone="bad" title="This promise was broken" />}
            {open.has(data.state) ? (
              <>
                <Dial callback={data} />
                <OutcomeForm callback={data} />
                <MoveForm callback={data} />
                {waiting.has(data.state) && <CancelForm callback={data} />}
              </>
            ) : (
              <Notice tone="idle" title={`Closed: ${outcomeOf(data)}`}>
                {data.note}
              </Notice>
            )}
          </div>
        </Scroll>
      )}
    </Read>
  );
}
