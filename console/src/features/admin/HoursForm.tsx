import { Select, TextInput } from '@mantine/core';
import { calendars, useHolidayCountries } from '@/api/admin';
import type { Calendar } from '@/api/types';
import { EntryForm } from './EntryForm';
import { ExceptionList } from './ExceptionList';
import { FormPart } from './FormPart';
import type { FormProps } from './ResourceScreen';
import { needed, useEntryForm } from './useEntryForm';
import { WeekEditor } from './WeekEditor';

const zones = Intl.supportedValuesOf('timeZone');

const workingWeek = [1, 2, 3, 4, 5].map((day) => ({ day, from: '09:00', to: '17:00' }));

export function HoursForm(props: FormProps<Calendar>) {
  const { entry } = props;
  const countries = useHolidayCountries();
  const { form, frame } = useEntryForm(calendars, props, {
    initialValues: {
      name: entry?.name ?? '',
      zone: entry?.zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
      weekly: entry?.weekly ?? workingWeek,
      holidays: entry?.holidays ?? '',
      exceptions: entry?.exceptions ?? [],
    },
    validate: { name: needed('A name'), zone: needed('A zone') },
  });
  return (
    <EntryForm title={entry?.name ?? 'New calendar'} {...frame}>
      <FormPart title="Calendar">
        <TextInput label="Name" {...form.getInputProps('name')} />
        <Select label="Time zone" searchable limit={60} data={zones} {...form.getInputProps('zone')} />
      </FormPart>
      <FormPart title="Week" hint="By the wall clock of that zone.">
        <WeekEditor weekly={form.values.weekly} onChange={(weekly) => form.setFieldValue('weekly', weekly)} />
      </FormPart>
      <FormPart title="Holidays" hint="A country whose public holidays are closed; empty for none.">
        <Select
          label="Country"
          placeholder="None"
          clearable
          searchable
          data={countries.data ?? []}
          {...form.getInputProps('holidays')}
          value={form.values.holidays || null}
          onChange={(country) => form.setFieldValue('holidays', country ?? '')}
        />
      </FormPart>
      <FormPart title="Single days" hint="They count instead of the week and the holidays.">
        <ExceptionList
          exceptions={form.values.exceptions}
          onChange={(exceptions) => form.setFieldValue('exceptions', exceptions)}
        />
      </FormPart>
    </EntryForm>
  );
}
