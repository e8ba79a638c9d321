import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { Calendar } from '@/api/types';
import classes from './ExceptionList.module.css';

type Exceptions = NonNullable<Calendar['exceptions']>;
type Props = { exceptions: Exceptions; onChange: (exceptions: Exceptions) => void };

/** Days with hours of their own; a day without hours is closed. */
export function ExceptionList({ exceptions, onChange }: Props) {
  const change = (at: number, to: Exceptions[number]) => onChange(exceptions.map((day, i) => (i === at ? to : day)));
  return (
    <>
      {exceptions.map((day, at) => {
        const hours = day.open?.[0];
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: a day has no name but its place until its date is given
          <div key={at} className={classes.line}>
            <TextInput
              type="date"
              aria-label="Date"
              value={day.date}
              onChange={(event) => change(at, { ...day, date: event.currentTarget.value })}
            />
            {hours ? (
              <>
                <TextInput
                  aria-label="From"
                  value={hours.from}
                  onChange={(event) => change(at, { ...day, open: [{ ...hours, from: event.currentTarget.value }] })}
                />
                <TextInput
                  aria-label="To"
                  value={hours.to}
                  onChange={(event) => change(at, { ...day, open: [{ ...hours, to: event.currentTarget.value }] })}
                />
                <Button variant="subtle" color="gray" onClick={() => change(at, { ...day, open: [] })}>
                  Close
                </Button>
              </>
            ) : (
              <Button
                variant="subtle"
                color="gray"
                onClick={() => change(at, { ...day, open: [{ from: '09:00', to: '12:00' }] })}
              >
                Closed. Give hours
              </Button>
            )}
            <ActionIcon
              aria-label={`Remove ${day.date}`}
              onClick={() => onChange(exceptions.filter((_, i) => i !== at))}
            >
              <IconTrash size={15} />
            </ActionIcon>
          </div>
        );
      })}
      <div>
        <Button variant="default" onClick={() => onChange([...exceptions, { date: '', open: [] }])}>
          Add a day
        </Button>
      </div>
    </>
  );
}
