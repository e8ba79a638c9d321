import { NativeSelect, NumberInput, Select, TextInput } from '@mantine/core';
import type { Field, Own } from '@/api/types';

type Props = {
  fields: Field[];
  values: Own;
  /** By place, as the server names them: `custom.plan`. */
  errors: Record<string, React.ReactNode>;
  /** Null takes the value away. */
  onChange: (key: string, value: unknown) => void;
};

/** An input for each of the company's own fields, after its type. */
export function OwnFields({ fields, values, errors, onChange }: Props) {
  return fields.map((field) => (
    <Input
      key={field.key}
      field={field}
      value={values[field.key]}
      error={errors[`custom.${field.key}`]}
      onChange={(value) => onChange(field.key, value === '' ? null : value)}
    />
  ));
}

type InputProps = { field: Field; value: unknown; error: React.ReactNode; onChange: (value: unknown) => void };

function Input({ field: { type, label, choices }, value, error, onChange }: InputProps) {
  const common = { label, error };
  switch (type) {
    case 'number':
      return <NumberInput {...common} value={typeof value === 'number' ? value : ''} onChange={onChange} />;
    case 'bool':
      return (
        <NativeSelect
          {...common}
          data={['', 'Yes', 'No']}
          value={typeof value === 'boolean' ? (value ? 'Yes' : 'No') : ''}
          onChange={({ currentTarget: { value: word } }) => onChange(word && word === 'Yes')}
        />
      );
    case 'choice':
      return (
        <Select
          {...common}
          clearable
          searchable
          // What was chosen once may have been taken off the list since.
          data={[...new Set([...choices, ...(value ? [String(value)] : [])])]}
          value={value ? String(value) : null}
          onChange={onChange}
        />
      );
    default:
      return (
        <TextInput
          {...common}
          type={type === 'date' ? 'date' : 'text'}
          maxLength={500}
          value={value ? String(value) : ''}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      );
  }
}
