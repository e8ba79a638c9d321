import { Button, Group, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import type { ReactNode } from 'react';
import { useCallbackCheck } from '@/api/callbacks';
import type { CallbackCheck } from '@/api/types';
import { Notice } from '@/ui/Notice';
import { cityOf, dayAndTime, timeOfDay } from '@/ui/time';
import { instantOf, localOf } from './localTime';

type Props = { phone: string; local: string; zone: string; error?: ReactNode; onLocal: (local: string) => void };

const ownZone = Intl.DateTimeFormat().resolvedOptions().timeZone;

/** A time on the customer's clock, checked against the law as it is typed, and spelled out on both clocks. */
export function LawfulTime({ phone, local, zone, error, onLocal }: Props) {
  const question = phone.trim() && local ? { phone: phone.trim(), local, zone } : null;
  const [asked] = useDebouncedValue(question, 250);
  const check = useCallbackCheck(asked);
  return (
    <>
      <TextInput
        type="datetime-local"
        label={`Time in ${cityOf(zone)}`}
        value={local}
        error={error}
        onChange={(event) => onLocal(event.currentTarget.value)}
      />
      {local && <BothClocks local={local} zone={zone} />}
      {check.data && <Verdict check={check.data} zone={zone} onLocal={onLocal} />}
    </>
  );
}

function BothClocks({ local, zone }: { local: string; zone: string }) {
  const at = instantOf(local, zone);
  return (
    <Group gap="lg">
      <span>
        <b>{dayAndTime(at, zone)}</b> in {cityOf(zone)}
      </span>
      <span>
        <b>{dayAndTime(at)}</b> here, in {cityOf(ownZone)}
      </span>
    </Group>
  );
}

type VerdictProps = { check: CallbackCheck; zone: string; onLocal: (local: string) => void };

/** Whether the time is lawful; if not, why, and the windows that are, to take with one press. */
function Verdict({ check, zone, onLocal }: VerdictProps) {
  if (check.allowed) return <Notice tone="ok" title="✓ Within lawful hours" />;
  return (
    <Notice tone="warn" title="Not at that time">
      {check.explanation || check.reason}
      <Group gap={6} mt={6}>
        {(check.windows ?? []).map((window) => (
          <Button
            key={window.from}
            variant="default"
            size="compact-xs"
            onClick={() => onLocal(localOf(window.from, zone))}
          >
            {dayAndTime(window.from, zone)} to {timeOfDay(window.to, zone)}
          </Button>
        ))}
      </Group>
    </Notice>
  );
}
