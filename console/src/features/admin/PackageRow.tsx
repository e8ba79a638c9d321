import { ActionIcon, MultiSelect, NativeSelect, TextInput, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import { useEffect, useId, useRef } from 'react';
import type { Channel, Field, ServicePackage, Tier } from '@/api/types';
import { channelNames } from '@/ui/channels';
import { entityNames } from '@/ui/fields';
import { TierChip } from '@/ui/TierChip';
import { FieldValues } from './FieldValues';
import classes from './PackageTable.module.css';
import { dueTo, gets, offers } from './packageWords';
import { Seconds } from './Seconds';

type Props = {
  number: number;
  row: ServicePackage;
  fields: Field[];
  queues: { id: string; name: string }[];
  /** By the place within the row: `values[0]`; about all of it: the empty name. */
  errors: Record<string, string>;
  open: boolean;
  /** The keys move here. */
  focused: boolean;
  onToggle: () => void;
  onChange: (row: ServicePackage) => void;
  onUp?: () => void;
  onDown?: () => void;
  onRemove: () => void;
};

const tiers: Tier[] = ['A', 'B', 'C'];
const priorities = Array.from({ length: 9 }, (_, i) => ({ value: String(i + 1), label: String(i + 1) }));

/** One row: said in a line, and opened to be changed. */
export function PackageRow({ number, row, fields, queues, errors, open, focused, onToggle, ...on }: Props) {
  const head = useRef<HTMLButtonElement>(null);
  const form = useId();
  const wrong = Object.keys(errors).length > 0;
  useEffect(() => {
    if (focused && !open) head.current?.focus();
  }, [focused, open]);
  return (
    <li className={classes.row} aria-label={`Row ${number}`} data-wrong={wrong || undefined}>
      <div className={classes.line}>
        <UnstyledButton
          ref={head}
          className={classes.head}
          aria-expanded={open}
          aria-controls={form}
          onClick={onToggle}
        >
          <span className={classes.number}>{number}</span>
          <span className={classes.words}>
            <span className={classes.name}>{row.name || 'No name yet'}</span>
            <span className={classes.due}>
              <span className={classes.tiers}>
                {(row.tiers.length > 0 ? row.tiers : tiers).map((tier) => (
                  <TierChip key={tier} tier={tier as Tier} />
                ))}
              </span>
              <span className={classes.cut}>{dueTo(row, fields)}</span>
            </span>
          </span>
          <span className={classes.gets}>{gets(row, queues)}</span>
        </UnstyledButton>
        <div className={classes.tools}>
          <ActionIcon aria-label={`Move row ${number} up`} disabled={!on.onUp} onClick={on.onUp}>
            <IconArrowUp size={15} />
          </ActionIcon>
          <ActionIcon aria-label={`Move row ${number} down`} disabled={!on.onDown} onClick={on.onDown}>
            <IconArrowDown size={15} />
          </ActionIcon>
          <ActionIcon aria-label={`Remove row ${number}`} onClick={on.onRemove}>
            <IconTrash size={15} />
          </ActionIcon>
        </div>
      </div>
      {wrong && errors[''] && <div className={classes.error}>This row {errors['']}.</div>}
      <div id={form} hidden={!open}>
        {open && <PackageFields row={row} fields={fields} queues={queues} errors={errors} onChange={on.onChange} />}
      </div>
    </li>
  );
}

function PackageFields({
  row,
  fields,
  queues,
  errors,
  onChange,
}: Pick<Props, 'row' | 'fields' | 'queues' | 'errors' | 'onChange'>) {
  const change = (part: Partial<ServicePackage>) => onChange(clean({ ...row, ...part }));
  const field = fields.find((f) => f.entity === row.entity && f.key === row.key);
  const of = (name: string) => Object.entries(errors).find(([place]) => place.startsWith(name))?.[1];
  const need = (chosen: string) => {
    const f = fields.find((x) => `${x.entity}.${x.key}` === chosen);
    change({ entity: f?.entity, key: f?.key, values: f && [] });
  };
  return (
    <div className={classes.fields}>
      <TextInput
        label="Name"
        description="As agents read it"
        maxLength={80}
        data-autofocus
        autoFocus
        error={errors.name}
        value={row.name}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
      <div className={classes.pair}>
        <MultiSelect
          label="Customers of tier"
          placeholder={row.tiers.length === 0 ? 'Every tier' : undefined}
          error={of('tiers')}
          data={tiers}
          value={row.tiers}
          onChange={(value) => change({ tiers: value })}
        />
        <MultiSelect
          label="Who come by"
          placeholder={row.channels.length === 0 ? 'Every channel' : undefined}
          error={of('channels')}
          data={Object.entries(channelNames).map(([value, label]) => ({ value, label }))}
          value={row.channels}
          onChange={(value) => change({ channels: value as Channel[] })}
        />
      </div>
      <div className={classes.pair}>
        <NativeSelect
          label="With the need that"
          error={errors.key ?? errors.entity}
          data={needsOf(fields, row, field)}
          value={row.key ? `${row.entity}.${row.key}` : ''}
          onChange={(event) => need(event.currentTarget.value)}
        />
        {row.key && (
          <FieldValues
            field={field}
            values={row.values ?? []}
            error={of('values')}
            onChange={(values) => change({ values })}
          />
        )}
      </div>
      <div className={classes.four}>
        <NativeSelect
          label="Wait in"
          error={errors.queue_id}
          data={[
            { value: '', label: 'Where they arrive' },
            ...queues.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={row.queue_id ?? ''}
          onChange={(event) => change({ queue_id: event.currentTarget.value || undefined })}
        />
        <NativeSelect
          label="At priority"
          description="Of tickets and e-mail it parts only those due at the same time"
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          error={errors.priority}
          data={[{ value: '', label: 'As it was' }, ...priorities]}
          value={row.priority ? String(row.priority) : ''}
          onChange={(event) => change({ priority: Number(event.currentTarget.value) || undefined })}
        />
        <Seconds
          label="Answered within"
          placeholder="As the queue"
          min={1}
          max={604_800}
          error={errors.target_s}
          value={row.target_s ?? ''}
          onChange={(value) => change({ target_s: Number(value) || undefined })}
        />
        <NativeSelect
          label="And are offered"
          error={errors.prefer}
          data={[{ value: '', label: 'Nothing else' }, ...offers]}
          value={row.prefer ?? ''}
          onChange={(event) => change({ prefer: (event.currentTarget.value || undefined) as Channel | undefined })}
        />
      </div>
    </div>
  );
}

/** Without what is left out, so that a row is the same again when something is put back. */
function clean(row: ServicePackage): ServicePackage {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => value !== undefined)) as ServicePackage;
}

/** All fields by whose they are; one that is gone stands first, so that its row can be seen and mended. */
function needsOf(fields: Field[], row: ServicePackage, known: Field | undefined) {
  const gone = row.key && !known ? [{ value: `${row.entity}.${row.key}`, label: `${row.key} (no such field)` }] : [];
  const groups = Object.entries(entityNames).map(([entity, group]) => ({
    group,
    items: fields
      .filter((f) => f.entity === entity)
      .map((f) => ({ value: `${f.entity}.${f.key}`, label: `${group}: ${f.label}` })),
  }));
  return [{ value: '', label: 'Whatever they need' }, ...gone, ...groups.filter((group) => group.items.length > 0)];
}
