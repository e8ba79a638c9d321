import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useFields } from '@/api/catalog';
import type { FieldRule } from '@/api/types';
import { Read } from '@/ui/Read';
import { FieldRuleCard } from './FieldRuleCard';
import classes from './FieldRules.module.css';

type Named = { id: string; name: string };

type Props = {
  rules: FieldRule[];
  onChange: (rules: FieldRule[]) => void;
  skills: Named[];
  /** Where work can be sent instead. */
  queues: Named[];
  /** Of the whole form, by place: `field_rules[0].key`. */
  errors: Record<string, React.ReactNode>;
};

/** The field rules of a queue, in the order in which they are tried. */
export function FieldRules({ rules, onChange, skills, queues, errors }: Props) {
  const fields = useFields();
  const swap = (at: number, by: number) => {
    const moved = [...rules];
    moved.splice(at + by, 0, ...moved.splice(at, 1));
    onChange(moved);
  };
  return (
    <Read query={fields} rows={1}>
      {(list) => (
        <>
          <ol className={classes.rules}>
            {rules.map((rule, at) => (
              <FieldRuleCard
                // biome-ignore lint/suspicious/noArrayIndexKey: a rule is its place
                key={at}
                number={at + 1}
                rule={rule}
                fields={list}
                skills={skills}
                queues={queues}
                errors={errorsOf(errors, at)}
                onChange={(changed) => onChange(rules.with(at, changed))}
                onUp={at > 0 ? () => swap(at, -1) : undefined}
                onDown={at < rules.length - 1 ? () => swap(at, 1) : undefined}
                onRemove={() => onChange(rules.toSpliced(at, 1))}
              />
            ))}
          </ol>
          {list.length === 0 ? (
            <div className={classes.word}>There are no fields yet. They are made under Fields.</div>
          ) : (
            <Button
              variant="default"
              leftSection={<IconPlus size={14} />}
              className={classes.add}
              onClick={() => onChange([...rules, firstRule(list[0])])}
            >
              Add a rule
            </Button>
          )}
        </>
      )}
    </Read>
  );
}

function firstRule(field: Pick<FieldRule, 'entity' | 'key'> | undefined): FieldRule {
  return { entity: field?.entity ?? 'customer', key: field?.key ?? '', values: [] };
}

/** What the server said of one rule, by the place within it; about the rule as a whole under the empty name. */
function errorsOf(errors: Props['errors'], at: number): Props['errors'] {
  const place = `field_rules[${at}]`;
  return Object.fromEntries(
    Object.entries(errors)
      .filter(([name]) => name === place || name.startsWith(`${place}.`))
      .map(([name, message]) => [name.slice(place.length + 1), message]),
  );
}
