import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import { asFault } from '@/api/fault';
import { Notice } from '@/ui/Notice';
import { Scroll } from '@/ui/Scroll';
import { Tag } from '@/ui/Tag';
import classes from './EntryForm.module.css';

type Props = {
  title: string;
  dirty: boolean;
  saving: boolean;
  error: unknown;
  onSubmit: (event: React.FormEvent<HTMLFormElement>) => void;
  onDiscard: () => void;
  children: ReactNode;
};

/** The frame of every admin form: name, what is unsaved, save. */
export function EntryForm({ title, dirty, saving, error, onSubmit, onDiscard, children }: Props) {
  const words = error ? asFault(error).words : null;
  return (
    <form className={classes.form} onSubmit={onSubmit}>
      <header className={classes.head}>
        <h2 className={classes.title}>{title}</h2>
        {dirty && (
          <>
            <Tag tone="warn">Not saved</Tag>
            <Button variant="default" onClick={onDiscard}>
              Discard
            </Button>
          </>
        )}
        <Button type="submit" loading={saving} disabled={!dirty}>
          Save
        </Button>
      </header>
      <Scroll>
        <div className={classes.parts}>
          {words && (
            <Notice tone="bad" role="alert" title={words.title}>
              {words.text}
            </Notice>
          )}
          {children}
        </div>
      </Scroll>
    </form>
  );
}
