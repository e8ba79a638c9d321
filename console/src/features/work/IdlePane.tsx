import type { Work } from '@/api/types';
import { StateGlyph } from '@/ui/StateGlyph';
import { Timer } from '@/ui/Timer';
import classes from './IdlePane.module.css';

const titles: Partial<Record<Work['person_state']['state'], string>> = {
  ready: 'You are available',
  away: 'You are away',
  offline: 'You are offline',
  not_responding: 'You did not answer',
};

/** What to press, by state; when ready the clock says more. */
function hint(state: Work['person_state']['state']): string {
  const busy = state === 'on_contact' || state === 'wrap_up' || state === 'ringing';
  if (busy) return 'What rings is answered with F2; what is live stands in the list.';
  return 'Go available, with G then A, to be offered work.';
}

/** Nothing is open: what the agent's state means for what happens next. */
export function IdlePane({ work }: { work: Work }) {
  const own = work.person_state;
  const ready = own.state === 'ready';
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
    </section>
  );
}
