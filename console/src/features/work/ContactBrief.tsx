import type { Item } from '@/api/types';
import { Facts } from '@/ui/Facts';
import { Scroll } from '@/ui/Scroll';
import { timeOfDay } from '@/ui/time';
import classes from './ContactBrief.module.css';

/** A contact without a thread, such as a call on an external telephone: the reason, and where it came from. */
export function ContactBrief({ item }: { item: Item }) {
  return (
    <Scroll label="Contact">
      <div className={classes.brief}>
        <p className={classes.reason}>{item.preview || item.subject || 'No reason given.'}</p>
        <Facts
          facts={[
            ['Queue', item.queue.name],
            ['Waiting since', timeOfDay(item.enqueued_at)],
            ['Answered', item.accepted_at && timeOfDay(item.accepted_at)],
          ]}
        />
      </div>
    </Scroll>
  );
}
