import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowUpRight } from '@tabler/icons-react';
import type { Screen } from '@/api/types';
import { useNow } from '@/live/clock';
import { nameOf } from '@/ui/nameOf';
import { PersonAvatar } from '@/ui/PersonAvatar';
import { TierChip } from '@/ui/TierChip';
import { cityOf, timeOfDay } from '@/ui/time';
import classes from './CustomerHead.module.css';

type Props = { screen: Screen; onOpen?: () => void };

/** Name, tier, organisation, and what time it is where the customer is. */
export function CustomerHead({ screen: { customer, organisation }, onOpen }: Props) {
  const now = useNow();
  const year = customer.since ? `Since ${new Date(customer.since).getFullYear()}` : null;
  const place = customer.zone
    ? `${cityOf(customer.zone)} ${timeOfDay(new Date(now * 1000).toISOString(), customer.zone)}`
    : null;
  return (
    <div className={classes.head}>
      <PersonAvatar name={nameOf(customer)} size="lg" />
      <div className={classes.words}>
        <div className={classes.name}>
          <h2>{nameOf(customer)}</h2>
          <TierChip tier={customer.tier} />
        </div>
        <div className={classes.facts}>{[year, place, customer.language].filter(Boolean).join(' · ')}</div>
        {organisation && (
          <div className={classes.facts}>
            {organisation.role} at <b>{organisation.name}</b>
          </div>
        )}
        {customer.needs?.length > 0 && <div className={classes.needs}>{customer.needs.join(' · ')}</div>}
      </div>
      {onOpen && (
        <Tooltip label="Open the customer's page">
          <ActionIcon aria-label="Open the customer's page" onClick={onOpen}>
            <IconArrowUpRight size={16} />
          </ActionIcon>
        </Tooltip>
      )}
    </div>
  );
}
