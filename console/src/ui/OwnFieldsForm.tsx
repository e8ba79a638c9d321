import { Button, Stack } from '@mantine/core';
import { useState } from 'react';
import { useFields } from '@/api/catalog';
import { asFault, fieldErrors } from '@/api/fault';
import type { Field, Own } from '@/api/types';
import { Block } from './Block';
import { Changes } from './Changes';
import { Notice } from './Notice';
import { OwnFields } from './OwnFields';

/** What holds the values, as it was last read. */
type Holder = { custom: Own; version: number };

type Props = {
  title: string;
  entity: Field['entity'];
  holder: Holder;
  change: { isPending: boolean; error: unknown; mutate: (change: Holder) => void };
};

/** The company's own fields of one thing, to be seen and changed; nothing where there are none. */
export function OwnFieldsForm({ title, entity, holder, change }: Props) {
  const fields = useFields(entity);
  const [typed, setTyped] = useState<Own>({});
  if (!fields.data?.length) return null;

  const changed = Object.fromEntries(
    Object.entries(typed).filter(([key, value]) => (value ?? null) !== (holder.custom[key] ?? null)),
  );
  const fault = change.error ? asFault(change.error) : null;
  const errors = fieldErrors(change.error);
  const save = (version: number) => change.mutate({ custom: changed, version });
  const submit = (event: React.FormEvent) => {
    event.preventDefault();
    save(holder.version);
  };
  return (
    <Block title={title}>
      <form onSubmit={submit}>
        <Stack gap="xs">
          {fault?.outdated && (
            <Notice
              tone="warn"
              role="alert"
              title="Changed meanwhile by somebody else"
              action={<Button onClick={() => save((fault.current as Holder).version)}>Save mine over it</Button>}
            >
              <Changes changes={fault.changes} />
            </Notice>
          )}
          {fault && !fault.outdated && fault.fields.length === 0 && (
            <Notice tone="bad" role="alert" title={fault.words.title}>
              {fault.words.text}
            </Notice>
          )}
          <OwnFields
            fields={fields.data}
            values={{ ...holder.custom, ...typed }}
            errors={errors}
            onChange={(key, value) => setTyped({ ...typed, [key]: value })}
          />
          {Object.keys(changed).length > 0 && (
            <Button type="submit" variant="default" loading={change.isPending}>
              Save
            </Button>
          )}
        </Stack>
      </form>
    </Block>
  );
}
