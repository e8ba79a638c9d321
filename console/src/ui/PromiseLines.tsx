import { IconPhoneCall } from '@tabler/icons-react';
import type { Screen } from '@/api/types';
import classes from './Lines.module.css';
import { cityOf, dayAndTime } from './time';

/** What was promised: when in the customer's own zone, by whom, about what. */
export function PromiseLines({ promises }: { promises: Screen['promises'] }) {
  return (
    <ul className={classes.lines} aria-label="Promises">
      {(promises ?? []).map((promise) => (
        <li key={promise.callback_id} className={classes.line} data-broken={promise.state === 'broken' || undefined}>
          <IconPhoneCall size={14} aria-hidden="true" />
          <span className={classes.subject}>
            Callback {dayAndTime(promise.due_at, promise.zone)} in {cityOf(promise.zone)}
            {promise.topic && `: ${promise.topic}`}
          </span>
          <span className={classes.number}>{promise.state === 'broken' ? 'broken' : promise.owner}</span>
        </li>
      ))}
    </ul>
  );
}
