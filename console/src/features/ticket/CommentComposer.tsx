import { Button, NativeSelect, SegmentedControl, Textarea } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { useComment } from '@/api/tickets';
import type { SettableState, Ticket } from '@/api/types';
import { useDraft } from '@/live/drafts';
import { useAct } from '@/ui/acts';
import { Key } from '@/ui/Key';
import { useKeys } from '@/ui/keyboard';
import { sayFault } from '@/ui/say';
import { settableStates, ticketStateNames } from '@/ui/ticketStates';
import classes from './CommentComposer.module.css';

/** Writes on a ticket. The button says which state the ticket will have then. */
export function CommentComposer({ ticket }: { ticket: Ticket }) {
  const comment = useComment(ticket.id);
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useDraft(`ticket.${ticket.id}`);
  const [internal, setInternal] = useState(false);
  const [state, setState] = useState<SettableState | ''>('');
  const write = (note: boolean) => {
    setInternal(note);
    field.current?.focus();
  };
  useKeys({ r: () => write(false), n: () => write(true) });
  useAct('n', 'Internal note', () => write(true));

  const send = () => {
    if (!text.trim() || comment.isPending) return;
    comment.mutate(
      { text: text.trim(), internal, state: state || undefined },
      {
        onSuccess: () => {
          setText('');
          setState('');
        },
        onError: sayFault,
      },
    );
  };
  const press = (event: React.KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send();
  };
  const act = internal ? 'Add note' : 'Send';
  return (
    <section className={classes.composer} aria-label="Write on the ticket">
      <div className={classes.head}>
        <SegmentedControl
          aria-label="Who sees it"
          data={[
            { value: 'reply', label: 'Reply' },
            { value: 'note', label: 'Internal note' },
          ]}
          value={internal ? 'note' : 'reply'}
          onChange={(value) => setInternal(value === 'note')}
        />
        {text && <span className={classes.saved}>Draft kept</span>}
      </div>
      <Textarea
        ref={field}
        aria-label={internal ? 'Internal note' : 'Reply'}
        placeholder={internal ? 'Only your team sees this' : 'Write to the customer'}
        autosize
        minRows={3}
        maxRows={12}
        dir="auto"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={press}
      />
      <div className={classes.foot}>
        <NativeSelect
          aria-label="State afterwards"
          data={[
            { value: '', label: 'Leave as it is' },
            ...settableStates.map((value) => ({ value, label: ticketStateNames[value] })),
          ]}
          value={state}
          onChange={(event) => setState(event.currentTarget.value as SettableState | '')}
        />
        <Button
          leftSection={<IconSend size={14} />}
          rightSection={<Key on>Ctrl ↵</Key>}
          disabled={!text.trim()}
          loading={comment.isPending}
          onClick={send}
        >
          {state ? `${act}, set ${ticketStateNames[state]}` : act}
        </Button>
      </div>
    </section>
  );
}
