import { UnstyledButton } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Channel, Tier } from '@/api/types';
import { ChannelIcon } from './ChannelIcon';
import classes from './RowButton.module.css';
import { TierChip } from './TierChip';
import type { Tone } from './tone';

type Props = {
  id: string;
  channel: Channel;
  tone?: Tone;
  name: string;
  tier?: Tier;
  preview: string;
  unread?: number;
  clock: ReactNode;
  selected: boolean;
  onOpen: () => void;
};

/** A list row that can be opened, 52 px high, and never grows with its text. */
export function RowButton({ id, channel, tone, name, tier, preview, unread = 0, clock, selected, onOpen }: Props) {
  return (
    <UnstyledButton
      className={classes.row}
      data-key={id}
      data-unread={unread > 0 || undefined}
      aria-current={selected || undefined}
      onClick={onOpen}
    >
      <ChannelIcon channel={channel} tone={tone} />
      <span className={classes.words}>
        <span className={classes.name}>
          <span className={classes.cut}>{name}</span>
          {tier && <TierChip tier={tier} />}
        </span>
        <span className={classes.preview}>{preview}</span>
      </span>
      <span className={classes.side}>
        {clock}
        {unread > 0 && (
          <span className={classes.count} role="img" aria-label={`${unread} unread`}>
            {unread}
          </span>
        )}
      </span>
    </UnstyledButton>
  );
}
