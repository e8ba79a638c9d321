import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { type ComponentType, useState } from 'react';
import { type Entry, type Resource, useEntries } from '@/api/admin';
import { Column } from '@/ui/Column';
import { Columns } from '@/ui/Columns';
import { Empty } from '@/ui/Empty';
import { Read } from '@/ui/Read';
import { EntryList } from './EntryList';

export type FormProps<T> = {
  /** Null for one that is to be made. */
  entry: T | null;
  onSaved: (id: string) => void;
};

type Props<T extends Entry, I> = {
  resource: Resource<T, I>;
  /** One of them with its article, as in "Add a queue". */
  one: string;
  nameOf: (entry: T) => string;
  noteOf?: (entry: T) => string;
  Form: ComponentType<FormProps<T>>;
};

/** The screen of one sort of thing: the list, and the form of the one that is open. */
export function ResourceScreen<T extends Entry, I>({ resource, one, nameOf, noteOf, Form }: Props<T, I>) {
  const entries = useEntries(resource);
  const [open, setOpen] = useState<string | 'new' | null>(null);
  const entry = entries.data?.find((e) => e.id === open) ?? null;
  const add = (
    <Button leftSection={<IconPlus size={14} />} onClick={() => setOpen('new')}>
      Add {one}
    </Button>
  );
  return (
    <Columns widths="300px minmax(0, 1fr)">
      <Column label={`All: ${resource.name}`}>
        <Read query={entries}>
          {(list) => (
            <EntryList
              rows={list.map((entry) => ({ id: entry.id, name: nameOf(entry), note: noteOf?.(entry) }))}
              open={open}
              onOpen={setOpen}
              action={add}
              none="None yet"
            />
          )}
        </Read>
      </Column>
      <Column label="Form">
        {entry || open === 'new' ? (
          <Opened key={open} entry={entry} Form={Form} onSaved={setOpen} />
        ) : (
          <Empty title={`Choose ${one}`}>Or add one.</Empty>
        )}
      </Column>
    </Columns>
  );
}

type OpenedProps<T> = FormProps<T> & { Form: ComponentType<FormProps<T>> };

/** A form starts anew with each version, so that it never saves over what it did not show. */
function Opened<T extends Entry>({ entry, Form, onSaved }: OpenedProps<T>) {
  return <Form key={entry ? `${entry.id}@${entry.version}` : 'new'} entry={entry} onSaved={onSaved} />;
}
