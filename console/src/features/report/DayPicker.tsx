import { ActionIcon, TextInput } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import classes from './DayPicker.module.css';
import { daysAfter, today } from './days';

type Props = { day: string; onChange: (day: string) => void };

/** Chooses a day up to today. */
export function DayPicker({ day, onChange }: Props) {
  const last = day >= today();
  return (
    <div className={classes.picker}>
      <ActionIcon variant="default" size={30} aria-label="The day before" onClick={() => onChange(daysAfter(day, -1))}>
        <IconChevronLeft size={16} />
      </ActionIcon>
      <TextInput
        type="date"
        aria-label="Day"
        value={day}
        max={today()}
        onChange={({ currentTarget: { value } }) => value && value <= today() && onChange(value)}
      />
      <ActionIcon
        variant="default"
        size={30}
        aria-label="The day after"
        disabled={last}
        onClick={() => onChange(daysAfter(day, 1))}
      >
        <IconChevronRight size={16} />
      </ActionIcon>
    </div>
  );
}
