import { Button } from '@mantine/core';
import type { Work } from '@/api/types';
import { useSetStatus } from '@/api/work';
import { Key } from '@/ui/Key';
import { StateGlyph } from '@/ui/StateGlyph';
import { sayFault } from '@/ui/say';
import { Timer } from '@/ui/Timer';
import classes from './IdlePane.module.css';

const titles: Partial<Record<Work['person_state']['state'], string>> = {
  ready: 'You are available',
  away: 'You are away',
  offline: 'You are offline',
  not_responding: 'You did not answer',
};

/** In these nobody is offered anything new until they say so. */
const resting = new Set<Work['person_state']['state']>(['offline', 'away', 'not_responding']);

/** What to do, by state; when ready the clock says more. */
function hint(state: Work['person_state']['state']): string {
  if (resting.has(state)) return 'Work is offered to you as soon as you are available.';
  return 'What rings is answered with F2; what is live stands in the list.';
}

/** Nothing is open: what the agent's state means for what happens next. */
export function IdlePane({ work }: { work: Work }) {
  const own = work.person_state;
  const ready = own.state === 'ready';
  const setStatus = useSetStatus();
  const goAvailable = () => setStatus.mutate({ status: 'available', when: 'now' }, { onError: sayFault });
  return (
    <section className={classes.idle} aria-label="Nothing open">
      <StateGlyph state={own.state} size={34} />
      <h1 className={classes.title}>{titles[own.state] ?? 'Choose something from your work'}</h1>
      <p className={classes.text}>
        {ready ? (
          <>
            Idle for <Timer since={own.state_since} />. The next contact rings here; F2 answers it.
          </>
        ) : (
          hint(own.state)
        )}
      </p>
      {resting.has(own.state) && (
        <Button
          className={classes.go}
          loading={setStatus.isPending}
          onClick={goAvailable}
          rightSection={<Key>G A</Key>}
        >
          Go available
        </Button>
      )}
    </section>
  );
}
