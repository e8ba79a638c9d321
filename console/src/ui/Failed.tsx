import { Button } from '@mantine/core';
import { asFault } from '@/api/fault';
import classes from './Face.module.css';

type Props = { error: unknown; onRetry?: () => void };

/** The face of something that could not be read: what happened, and the way on. */
export function Failed({ error, onRetry }: Props) {
  const { title, text } = asFault(error).words;
  return (
    <div className={classes.face} role="alert">
      <div className={classes.title}>{title}</div>
      <div className={classes.text}>{text}</div>
      {onRetry && (
        <Button variant="default" onClick={onRetry}>
          Try again
        </Button>
      )}
    </div>
  );
}
