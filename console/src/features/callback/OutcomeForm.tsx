import { Button, Textarea } from '@mantine/core';
import { useOutcome } from '@/api/callbacks';
import type { Callback, Outcome } from '@/api/types';
import { useDraft } from '@/live/drafts';
import { sayFault } from '@/ui/say';
import classes from './CallbackPane.module.css';

const names: Record<Outcome, string> = {
  reached: 'Reached',
  no_answer: 'No answer',
  busy: 'Busy',
  machine: 'Answering machine',
  wrong_number: 'Wrong number',
  refused: 'Did not want to talk',
};

/** What came of the call, with one press. */
export function OutcomeForm({ callback }: { callback: Callback }) {
  const outcome = useOutcome(callback.id);
  const [note, setNote] = useDraft(`callback.${callback.id}`);
  const close = (result: Outcome) =>
    outcome.mutate({ outcome: result, note: note.trim() }, { onSuccess: () => setNote(''), onError: sayFault });
  return (
    <section className={classes.part} aria-label="Outcome">
      <h2 className={classes.title}>What came of it</h2>
      <Textarea
        aria-label="Note"
        placeholder="What was agreed"
        autosize
        minRows={2}
        value={note}
        onChange={(event) => setNote(event.currentTarget.value)}
      />
      <div className={classes.outcomes}>
        {(Object.keys(names) as Outcome[]).map((result) => (
          <Button
            key={result}
            variant="default"
            disabled={outcome.isPending}
            loading={outcome.isPending && outcome.variables.outcome === result}
            onClick={() => close(result)}
          >
            {names[result]}
          </Button>
        ))}
      </div>
    </section>
  );
}
