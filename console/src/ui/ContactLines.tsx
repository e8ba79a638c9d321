import type { Screen } from '@/api/types';
import { useNow } from '@/live/clock';
import { ChannelIcon } from './ChannelIcon';
import classes from './Lines.module.css';
import { RatingWords } from './RatingWords';
import { when } from './time';

type Props = {
  contacts: Screen['contacts'];
  most?: number;
  /** Leaves out what takes time to read: nobody reads a review while it rings. */
  brief?: boolean;
};

function facts(contact: NonNullable<Screen['contacts']>[number]): string {
  const rating = contact.rating ? `rated ${contact.rating} of 5` : null;
  return [contact.queue, contact.agent, contact.disposition, rating].filter(Boolean).join(' · ');
}

/** The last contacts over all channels, newest first. */
export function ContactLines({ contacts, most = 6, brief = false }: Props) {
  const now = useNow();
  return (
    <ul className={classes.lines} aria-label="Recent contact">
      {(contacts ?? []).slice(0, most).map((contact) => (
        <li key={contact.id} className={classes.contact}>
          <ChannelIcon channel={contact.channel} small />
          <span className={classes.words}>
            <span className={classes.subject}>{contact.subject || 'No subject'}</span>
            <span className={classes.facts}>{facts(contact)}</span>
            {!brief && contact.rating !== null && <RatingWords contactId={contact.id} />}
          </span>
          <span className={classes.number}>{when(contact.opened_at, now)}</span>
        </li>
      ))}
    </ul>
  );
}
