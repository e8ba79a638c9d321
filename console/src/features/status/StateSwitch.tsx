import { Button, Menu, UnstyledButton, VisuallyHidden } from '@mantine/core';
import { IconChevronDown } from '@tabler/icons-react';
import type { AgentState, StatusChange } from '@/api/types';
import { useSetStatus } from '@/api/work';
import { Key } from '@/ui/Key';
import { Notice } from '@/ui/Notice';
import { StateGlyph, stateNames } from '@/ui/StateGlyph';
import { sayFault } from '@/ui/say';
import { Tag } from '@/ui/Tag';
import { Timer } from '@/ui/Timer';
import { CapacitySlots } from './CapacitySlots';
import { awayReasons, reasonName } from './reasons';
import classes from './StateSwitch.module.css';
import { useStatusKeys } from './useStatusKeys';

/** In these a change of status waits for the end of the contact. */
const busy = new Set<AgentState['state']>(['ringing', 'on_contact', 'wrap_up']);

const nextNames = { available: 'Available', offline: 'Offline' };

function title(own: AgentState): string {
  if (own.state === 'away') return reasonName(own.reason) || stateNames.away;
  return stateNames[own.state];
}

/** What the agent will be when their last contact ends, where that is not what they were before it. */
function next(own: AgentState): string | null {
  if (own.next_status) return own.next_status === 'away' ? reasonName(own.next_reason) : nextNames[own.next_status];
  if (own.status === 'available' || !busy.has(own.state)) return null;
  return own.status === 'away' ? reasonName(own.reason) : nextNames[own.status];
}

/** What the agent is doing, since when, and what comes next; it governs all below, so it stands on top. */
export function StateSwitch({ own }: { own: AgentState }) {
  const setStatus = useSetStatus();
  const when: NonNullable<StatusChange['when']> = busy.has(own.state) ? 'next' : 'now';
  const go = (to: Omit<StatusChange, 'when'>, at = when) =>
    setStatus.mutate({ ...to, when: at }, { onError: sayFault });
  useStatusKeys({
    available: () => go({ status: 'available' }),
    onBreak: () => go({ status: 'away', reason: 'break' }),
  });
  return (
    <div className={classes.switch}>
      <Menu width={260} position="bottom-start">
        <Menu.Target>
          <UnstyledButton className={classes.button} aria-busy={setStatus.isPending}>
            <VisuallyHidden>Your status:</VisuallyHidden>
            <StateGlyph state={own.state} size={14} />
            <span className={classes.title}>{title(own)}</span>
            {next(own) && <Tag>then {next(own)}</Tag>}
            <span className={classes.time}>
              <Timer since={own.state_since} />
            </span>
            <IconChevronDown size={15} />
          </UnstyledButton>
        </Menu.Target>
        <Menu.Dropdown>
          {when === 'next' && own.status !== 'available' && (
            <Menu.Item leftSection={<StateGlyph state="ready" />} onClick={() => go({ status: 'available' }, 'now')}>
              Available now
            </Menu.Item>
          )}
          <Menu.Label>{when === 'next' ? 'When this contact ends, go to' : 'Go to'}</Menu.Label>
          <Menu.Item
            leftSection={<StateGlyph state="ready" />}
            rightSection={<Key>G A</Key>}
            onClick={() => go({ status: 'available' })}
          >
            Available
          </Menu.Item>
          {Object.entries(awayReasons).map(([reason, name]) => (
            <Menu.Item
              key={reason}
              leftSection={<StateGlyph state="away" />}
              rightSection={reason === 'break' ? <Key>G B</Key> : null}
              onClick={() => go({ status: 'away', reason })}
            >
              {name}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item leftSection={<StateGlyph state="offline" />} onClick={() => go({ status: 'offline' })}>
            Offline
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {own.state === 'not_responding' && (
        <Notice
          tone="bad"
          role="alert"
          title="You missed an offer"
          action={<Button onClick={() => go({ status: 'available' }, 'now')}>I am back</Button>}
        >
          Nothing is offered to you until you say so.
        </Notice>
      )}
      <CapacitySlots slots={own.slots ?? []} />
    </div>
  );
}
