import { ActionIcon, Checkbox, NativeSelect, NumberInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import type { Field, FieldRule } from '@/api/types';
import { entityNames } from '@/ui/fields';
import classes from './FieldRules.module.css';
import { FieldValues } from './FieldValues';

type Named = { id: string; name: string };

type Props = {
  number: number;
  rule: FieldRule;
  fields: Field[];
  skills: Named[];
  queues: Named[];
  /** By the place within the rule: `values[0]`. */
  errors: Record<string, React.ReactNode>;
  onChange: (rule: FieldRule) => void;
  onUp?: () => void;
  onDown?: () => void;
  onRemove: () => void;
};

const asItWas = { value: '', label: 'As it was' };
/** Before everybody, at any hour. */
const emergency = { value: 'emergency', label: 'Emergency' };

/** One rule as a sentence: when a field is one of some values, then a skill, a priority or another queue. */
export function FieldRuleCard({ number, rule, fields, skills, queues, errors, onChange, ...at }: Props) {
  const field = fields.find((f) => f.entity === rule.entity && f.key === rule.key);
  const wrongValue = Object.entries(errors).find(([name]) => name.startsWith('values'))?.[1];
  const choose = (name: string) => {
    const chosen = fields.find((f) => nameOf(f) === name);
    if (chosen) onChange({ ...rule, entity: chosen.entity, key: chosen.key, values: [] });
  };
  return (
    <li className={classes.rule} aria-label={`Rule ${number}`}>
      <div className={classes.when}>
        <NativeSelect
          label="When"
          error={errors.key}
          data={choicesOf(fields, rule, field)}
          value={nameOf(rule)}
          onChange={(event) => choose(event.currentTarget.value)}
        />
        <FieldValues
          field={field}
          values={rule.values}
          error={wrongValue}
          onChange={(values) => onChange({ ...rule, values })}
        />
        <div className={classes.tools}>
          <ActionIcon aria-label={`Try rule ${number} earlier`} disabled={!at.onUp} onClick={at.onUp}>
            <IconArrowUp size={15} />
          </ActionIcon>
          <ActionIcon aria-label={`Try rule ${number} later`} disabled={!at.onDown} onClick={at.onDown}>
            <IconArrowDown size={15} />
          </ActionIcon>
          <ActionIcon aria-label={`Remove rule ${number}`} onClick={at.onRemove}>
            <IconTrash size={15} />
          </ActionIcon>
        </div>
      </div>
      <div className={classes.then}>
        <NativeSelect
          label="Ask for the skill"
          error={errors['require.skill_id']}
          data={[{ value: '', label: 'None' }, ...named(skills)]}
          value={rule.require?.skill_id ?? ''}
          onChange={(event) => {
            const id = event.currentTarget.value;
            onChange({ ...rule, require: id ? { min: 5, ...rule.require, skill_id: id } : undefined });
          }}
        />
        <NumberInput
          label="At least"
          min={1}
          max={10}
          disabled={!rule.require}
          error={errors['require.min']}
          value={rule.require?.min ?? ''}
          onChange={(min) => rule.require && onChange({ ...rule, require: { ...rule.require, min: Number(min) || 1 } })}
        />
        <Checkbox
          label="Always"
          title="By law, licence or contract: transfers, leads and other queues cannot do without it either"
          disabled={!rule.require}
          checked={rule.require?.hard ?? false}
          onChange={(event) => {
            const hard = event.currentTarget.checked || undefined;
            if (rule.require) onChange({ ...rule, require: { ...rule.require, hard } });
          }}
        />
        <NativeSelect
          label="Go at priority"
          error={errors.priority}
          data={[asItWas, emergency, ...priorities]}
          value={rule.emergency ? emergency.value : rule.priority ? String(rule.priority) : ''}
          onChange={(event) => {
            const chosen = event.currentTarget.value;
            const first = chosen === emergency.value;
            onChange({
              ...rule,
              emergency: first || undefined,
              priority: first ? undefined : Number(chosen) || undefined,
            });
          }}
        />
        <NativeSelect
          label="Wait in"
          error={errors.queue_id}
          data={[{ value: '', label: 'This queue' }, ...named(queues)]}
          value={rule.queue_id ?? ''}
          onChange={(event) => onChange({ ...rule, queue_id: event.currentTarget.value || undefined })}
        />
      </div>
      {errors[''] && <div className={classes.error}>This rule {errors['']}.</div>}
    </li>
  );
}

const priorities = Array.from({ length: 9 }, (_, i) => ({ value: String(i + 1), label: String(i + 1) }));

function named(list: Named[]) {
  return list.map(({ id, name }) => ({ value: id, label: name }));
}

function nameOf({ entity, key }: Pick<FieldRule, 'entity' | 'key'>): string {
  return `${entity}.${key}`;
}

/** All fields by whose they are; a field that is gone stands first, so that its rule can be seen and mended. */
function choicesOf(fields: Field[], rule: FieldRule, known: Field | undefined) {
  const groups = Object.entries(entityNames).map(([entity, group]) => ({
    group,
    items: fields.filter((f) => f.entity === entity).map((f) => ({ value: nameOf(f), label: `${group}: ${f.label}` })),
  }));
  const gone = known ? [] : [{ value: nameOf(rule), label: `${rule.key} (no such field)` }];
  return [...gone, ...groups.filter((group) => group.items.length > 0)];
}
