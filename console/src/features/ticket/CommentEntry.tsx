import type { Comment } from '@/api/types';
import { PersonAvatar } from '@/ui/PersonAvatar';
import { Tag } from '@/ui/Tag';
import { dayAndTime } from '@/ui/time';
import classes from './CommentEntry.module.css';

/** One entry of a ticket's thread; an internal note is tinted and says so in words. */
export function CommentEntry({ comment }: { comment: Comment }) {
  return (
    <article className={classes.entry}>
      <PersonAvatar name={comment.from.name} />
      <div className={classes.words}>
        <div className={classes.who}>
          <b>{comment.from.name}</b>
          {comment.internal && <Tag tone="warn">Internal note</Tag>}
          <time className={classes.time} dateTime={comment.at}>
            {dayAndTime(comment.at)}
          </time>
        </div>
        <p className={classes.text} data-note={comment.internal || undefined} dir="auto">
          {comment.text}
        </p>
      </div>
    </article>
  );
}
