import { ActionIcon, Checkbox, NativeSelect, NumberInput, Textarea, TextInput } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconTrash } from '@tabler/icons-react';
import type { OverflowRule } from '@/api/types';
import classes from './FieldRules.module.css';

type Props = {
  number: number;
  rule: OverflowRule;
  queues: { id: string; name: string }[];
  /** What the server said of a field of this rule. */
  errors: (field: string) => React.ReactNode;
  onChange: (rule: OverflowRule) => void;
  onUp?: () => void;
  onDown?: () => void;
  onRemove: () => void;
};

const whens: { value: OverflowRule['when']; label: string; unit?: string; usual?: number }[] = [
  { value: 'waited', label: 'It has waited for', unit: ' s', usual: 60 },
  { value: 'expected', label: 'The expected wait is over', unit: ' s', usual: 300 },
  { value: 'length', label: 'More wait than', unit: '', usual: 20 },
  { value: 'unstaffed', label: 'Nobody is there' },
  { value: 'unroutable', label: 'Nobody on shift can serve it' },
];

const actions: { value: OverflowRule['action']; label: string }[] = [
  { value: 'queue', label: 'Offer it to another queue too' },
  { value: 'callback', label: 'Offer the customer a call back' },
  { value: 'deflect', label: 'Tell the customer where else to look' },
  { value: 'ticket', label: 'Make a ticket of it' },
  { value: 'closed', label: 'Say that nobody can help now' },
];

/** One rule as a sentence: when it waits like this, then do that. */
export function OverflowRuleCard({ number, rule, queues, errors, onChange, ...at }: Props) {
  const when = whens.find(({ value }) => value === rule.when);
  return (
    <li className={classes.rule} aria-label={`Overflow rule ${number}`}>
      <div className={classes.overflow}>
        <NativeSelect
          label="When"
          error={errors('when')}
          data={whens.map(({ value, label }) => ({ value, label }))}
          value={rule.when}
          onChange={(event) => {
            const chosen = whens.find(({ value }) => value === event.currentTarget.value);
            if (chosen) onChange({ ...rule, when: chosen.value, over: chosen.usual });
          }}
        />
        <NumberInput
          label={rule.when === 'length' ? 'People' : 'For'}
          suffix={when?.unit}
          min={1}
          disabled={when?.usual === undefined}
          error={errors('over')}
          value={rule.over ?? ''}
          onChange={(over) => onChange({ ...rule, over: Number(over) || undefined })}
        />
        <div className={classes.tools}>
          <ActionIcon aria-label={`Try overflow rule ${number} earlier`} disabled={!at.onUp} onClick={at.onUp}>
            <IconArrowUp size={15} />
          </ActionIcon>
          <ActionIcon aria-label={`Try overflow rule ${number} later`} disabled={!at.onDown} onClick={at.onDown}>
            <IconArrowDown size={15} />
          </ActionIcon>
          <ActionIcon aria-label={`Remove overflow rule ${number}`} onClick={at.onRemove}>
            <IconTrash size={15} />
          </ActionIcon>
        </div>
      </div>
      <NativeSelect
        label="Then"
        error={errors('action')}
        data={actions}
        value={rule.action}
        onChange={(event) => {
          const chosen = actions.find(({ value }) => value === event.currentTarget.value);
          if (chosen)
            onChange({ when: rule.when, over: rule.over, action: chosen.value, text: rule.text, surge: rule.surge });
        }}
      />
      {rule.action === 'queue' && (
        <NativeSelect
          label="Queue"
          error={errors('queue_id')}
          data={[
            { value: '', label: 'Choose a queue…' },
            ...queues.map(({ id, name }) => ({ value: id, label: name })),
          ]}
          value={rule.queue_id ?? ''}
          onChange={(event) => onChange({ ...rule, queue_id: event.currentTarget.value || undefined })}
        />
      )}
      {rule.action === 'deflect' && (
        <TextInput
          label="Link"
          placeholder="https://…"
          error={errors('url')}
          value={rule.url ?? ''}
          onChange={(event) => onChange({ ...rule, url: event.currentTarget.value || undefined })}
        />
      )}
      <Textarea
        label="What the customer is told"
        placeholder={rule.action === 'queue' ? 'Nothing' : 'The usual words'}
        autosize
        maxLength={1000}
        error={errors('text')}
        value={rule.text ?? ''}
        onChange={(event) => onChange({ ...rule, text: event.currentTarget.value || undefined })}
      />
      <Checkbox
        label="Only in a surge"
        checked={rule.surge ?? false}
        onChange={(event) => onChange({ ...rule, surge: event.currentTarget.checked || undefined })}
      />
    </li>
  );
}
