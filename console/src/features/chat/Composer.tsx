import { useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { idempotencyKey } from '@/api/client';
import type { Attachment } from '@/api/types';
import { useDraft } from '@/live/drafts';
import { useLine } from '@/live/LineProvider';
import { post } from '@/live/outbox';
import { useAct } from '@/ui/acts';
import { useKeys } from '@/ui/keyboard';
import { Attachments } from './Attachments';
import classes from './Composer.module.css';
import { ComposerTools } from './ComposerTools';
import { useTypingSignal } from './useTypingSignal';

type Props = {
  contactId: string;
  customer: string;
  /** The last message on the screen: what the writer has seen. */
  lastSeq: number;
};

/** Where a reply is written. Enter sends, Shift+Enter breaks the line; the draft stays with its contact. */
export function Composer({ contactId, customer, lastSeq }: Props) {
  const cache = useQueryClient();
  const line = useLine();
  const field = useRef<HTMLTextAreaElement>(null);
  const [text, setText] = useDraft(contactId);
  const [internal, setInternal] = useState(false);
  const [attachments, setAttachments] = useState<Attachment[]>([]);
  const typing = useTypingSignal((on) => line.saysTyping(contactId, on));

  const write = (note: boolean) => {
    setInternal(note);
    field.current?.focus();
  };
  useKeys({ r: () => write(false), n: () => write(true) });
  useAct('n', 'Internal note', () => write(true));

  const send = () => {
    const words = text.trim();
    if (!words && attachments.length === 0) return;
    const writtenAt = new Date().toISOString();
    void post(cache, {
      key: idempotencyKey(),
      contactId,
      text: words,
      internal,
      attachments,
      writtenAt,
      afterSeq: lastSeq,
    });
    setText('');
    setAttachments([]);
    setInternal(false);
    typing.stop();
  };
  const press = (event: React.KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    send();
  };
  return (
    <div className={classes.composer}>
      <div className={classes.box} data-note={internal || undefined}>
        <textarea
          ref={field}
          className={classes.field}
          rows={3}
          dir="auto"
          aria-label={internal ? 'Internal note' : `Reply to ${customer}`}
          placeholder={internal ? 'Only your team sees this' : `Write to ${customer}`}
          value={text}
          onChange={(event) => {
            setText(event.currentTarget.value);
            if (!internal) typing.pressed();
          }}
          onKeyDown={press}
        />
        <div className={classes.files}>
          <Attachments
            attachments={attachments}
            onRemove={(id) => setAttachments((held) => held.filter((a) => a.id !== id))}
          />
        </div>
        <ComposerTools
          contactId={contactId}
          internal={internal}
          empty={!text.trim() && attachments.length === 0}
          onInternal={write}
          onUploaded={(file) => setAttachments((held) => [...held, file])}
          onSend={send}
        />
      </div>
    </div>
  );
}
