import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { OverflowRule } from '@/api/types';
import classes from './FieldRules.module.css';
import { OverflowRuleCard } from './OverflowRuleCard';

type Props = {
  rules: OverflowRule[];
  onChange: (rules: OverflowRule[]) => void;
  /** Where work can go instead. */
  queues: { id: string; name: string }[];
  /** Of the whole form, by place: `overflow[0].queue_id`. */
  errors: Record<string, React.ReactNode>;
};

const most = 10;
const first: OverflowRule = { when: 'waited', over: 60, action: 'callback' };

/** What becomes of work that waits too long, in the order in which the rules are tried. */
export function OverflowRules({ rules, onChange, queues, errors }: Props) {
  const swap = (at: number, by: number) => {
    const moved = [...rules];
    moved.splice(at + by, 0, ...moved.splice(at, 1));
    onChange(moved);
  };
  return (
    <>
      <ol className={classes.rules}>
        {rules.map((rule, at) => (
          <OverflowRuleCard
            // biome-ignore lint/suspicious/noArrayIndexKey: a rule is its place
            key={at}
            number={at + 1}
            rule={rule}
            queues={queues}
            errors={(field) => errors[`overflow[${at}].${field}`]}
            onChange={(changed) => onChange(rules.with(at, changed))}
            onUp={at > 0 ? () => swap(at, -1) : undefined}
            onDown={at < rules.length - 1 ? () => swap(at, 1) : undefined}
            onRemove={() => onChange(rules.toSpliced(at, 1))}
          />
        ))}
      </ol>
      {rules.length < most && (
        <Button
          variant="default"
          leftSection={<IconPlus size={14} />}
          className={classes.add}
          onClick={() => onChange([...rules, first])}
        >
          Add a rule
        </Button>
      )}
    </>
  );
}
