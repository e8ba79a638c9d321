import { ActionIcon, Button, TextInput } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import type { Calendar } from '@/api/types';
import { DayBar } from './DayBar';
import classes from './WeekEditor.module.css';

type Weekly = NonNullable<Calendar['weekly']>;
type Props = { weekly: Weekly; onChange: (weekly: Weekly) => void };

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** Opening hours of each day: as many stretches as the day has. */
export function WeekEditor({ weekly, onChange }: Props) {
  const change = (at: number, to: Partial<Weekly[number]>) =>
    onChange(weekly.map((hours, i) => (i === at ? { ...hours, ...to } : hours)));
  return (
    <div className={classes.week}>
      {days.map((name, i) => {
        const stretches = weekly.map((hours, at) => ({ ...hours, at })).filter((hours) => hours.day === i + 1);
        return (
          <div key={name} className={classes.day}>
            <span className={classes.name}>{name}</span>
            <DayBar stretches={stretches} />
            <div className={classes.hours}>
              {stretches.map(({ from, to, at }) => (
                <div key={at} className={classes.stretch}>
                  <TextInput
                    aria-label={`${name}, from`}
                    placeholder="09:00"
                    value={from}
                    onChange={(event) => change(at, { from: event.currentTarget.value })}
                  />
                  to
                  <TextInput
                    aria-label={`${name}, to`}
                    placeholder="17:00"
                    value={to}
                    onChange={(event) => change(at, { to: event.currentTarget.value })}
                  />
                  <ActionIcon
                    aria-label={`Remove ${name} ${from}`}
                    onClick={() => onChange(weekly.filter((_, other) => other !== at))}
                  >
                    <IconTrash size={15} />
                  </ActionIcon>
                </div>
              ))}
              <Button
                variant="subtle"
                color="gray"
                size="compact-xs"
                onClick={() => onChange([...weekly, { day: i + 1, from: '09:00', to: '17:00' }])}
              >
                {stretches.length === 0 ? 'Closed. Open it' : 'Add hours'}
              </Button>
            </div>
          </div>
        );
      })}
    </div>
  );
}
