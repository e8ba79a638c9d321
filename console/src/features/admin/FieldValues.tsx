import { MultiSelect, TagsInput } from '@mantine/core';
import type { Field } from '@/api/types';

type Props = {
  /** Undefined when the field is gone: its values can still be read. */
  field: Field | undefined;
  values: string[];
  error?: React.ReactNode;
  onChange: (values: string[]) => void;
};

/** The values a rule waits for: from the field's choices where it has some, otherwise as they are written. */
export function FieldValues({ field, values, error, onChange }: Props) {
  const choices = choicesOf(field);
  const common = { label: 'is one of', error, value: values, onChange };
  if (choices) return <MultiSelect {...common} data={choices} hidePickedOptions />;
  return <TagsInput {...common} placeholder={values.length === 0 ? placeholders[field?.type ?? 'text'] : undefined} />;
}

const placeholders: Partial<Record<Field['type'], string>> = {
  text: 'Write one, then Enter',
  number: '100',
  date: '2026-11-23',
};

function choicesOf(field: Field | undefined) {
  if (field?.type === 'choice') return field.choices;
  if (field?.type !== 'bool') return undefined;
  return [
    { value: 'true', label: 'Yes' },
    { value: 'false', label: 'No' },
  ];
}
