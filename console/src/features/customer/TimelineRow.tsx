import type { TimelineEntry } from '@/api/types';
import { useNow } from '@/live/clock';
import { RatingWords } from '@/ui/RatingWords';
import { Tag } from '@/ui/Tag';
import { when } from '@/ui/time';
import { entryView } from './entryView';
import classes from './Timeline.module.css';
import { UndoMerge } from './UndoMerge';

type Props = { entry: TimelineEntry; onTicket: (ticketId: string) => void };

/** One line of the history. A ticket opens; a merge can be taken back. */
export function TimelineRow({ entry, onTicket }: Props) {
  const now = useNow();
  const { icon: Icon, title, facts, tags } = entryView(entry);
  return (
    <li className={classes.entry} data-entry tabIndex={-1}>
      <time className={classes.time} dateTime={entry.at}>
        {when(entry.at, now)}
      </time>
      <span className={classes.tile} data-tone={tags[0]?.tone} aria-hidden="true">
        <Icon size={15} stroke={1.8} />
      </span>
      <span className={classes.words}>
        {entry.kind === 'ticket' ? (
          <button type="button" className={classes.open} onClick={() => onTicket(entry.id)}>
            {title}
          </button>
        ) : (
          <span className={classes.what}>{title}</span>
        )}
        <span className={classes.facts}>{facts}</span>
        {entry.kind === 'contact' && entry.rating && <RatingWords contactId={entry.id} />}
      </span>
      <span className={classes.tags}>
        {tags.map((tag) => (
          <Tag key={tag.name} tone={tag.tone}>
            {tag.name}
          </Tag>
        ))}
        {entry.kind === 'merge' && entry.state === 'merged' && <UndoMerge mergeId={entry.id} />}
      </span>
    </li>
  );
}
