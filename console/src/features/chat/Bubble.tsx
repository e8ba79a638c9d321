import type { Message } from '@/api/types';
import { timeOfDay } from '@/ui/time';
import { Attachments } from './Attachments';
import classes from './Bubble.module.css';

type Props = { message: Message; mine: boolean; follows: boolean };

function kindOf(message: Message): 'note' | 'system' | 'agent' | 'customer' {
  return message.internal ? 'note' : message.from.kind;
}

function marks(message: Message): string {
  if (message.internal || message.from.kind !== 'agent') return '';
  if (message.read) return ', read';
  return message.delivered ? ', delivered' : ', sent';
}

/** One message. A note is tinted and says in words that the customer does not see it. */
export function Bubble({ message, mine, follows }: Props) {
  const kind = kindOf(message);
  if (kind === 'system') return <div className={classes.system}>{message.text}</div>;
  return (
    <div className={classes.turn} data-kind={kind}>
      <div className={classes.bubble}>
        {kind === 'note' && (
          <div className={classes.note}>
            <b>{message.from.name}</b> Internal note, only your team sees this
          </div>
        )}
        {message.text && (
          <p className={classes.text} dir="auto">
            {message.text}
          </p>
        )}
        <Attachments attachments={message.attachments ?? []} />
      </div>
      {!follows && (
        <div className={classes.meta}>
          <span className={classes.name}>{mine ? 'You' : message.from.name}</span>
          <span className={classes.when}>
            {timeOfDay(message.at)}
            {marks(message)}
          </span>
        </div>
      )}
    </div>
  );
}
