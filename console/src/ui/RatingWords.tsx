import { useState } from 'react';
import { useContact } from '@/api/contacts';
import classes from './RatingWords.module.css';
import { Read } from './Read';

/** What the customer wrote beside their rating, whole; fetched when somebody wants to know. */
export function RatingWords({ contactId }: { contactId: string }) {
  const [opened, setOpened] = useState(false);
  return (
    <span className={classes.said}>
      <button type="button" className={classes.press} aria-expanded={opened} onClick={() => setOpened(!opened)}>
        What they said
      </button>
      {opened && <Words contactId={contactId} />}
    </span>
  );
}

function Words({ contactId }: { contactId: string }) {
  const contact = useContact(contactId);
  return (
    <Read query={contact} rows={1}>
      {({ rating_text }) =>
        rating_text ? (
          <q className={classes.words} dir="auto">
            {rating_text}
          </q>
        ) : (
          <span className={classes.none}>Nothing beside the rating</span>
        )
      }
    </Read>
  );
}
