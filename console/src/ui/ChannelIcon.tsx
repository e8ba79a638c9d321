import type { Channel } from '@/api/types';
import classes from './ChannelIcon.module.css';
import { channelIcons } from './channels';
import type { Tone } from './tone';

type Props = { channel: Channel; tone?: Tone; small?: boolean };

/** The channel a contact came by, on a tile that carries its state. */
export function ChannelIcon({ channel, tone, small }: Props) {
  const Icon = channelIcons[channel] ?? channelIcons.ticket;
  return (
    <span className={classes.tile} data-tone={tone} data-small={small || undefined} aria-hidden="true">
      <Icon size={small ? 13 : 16} stroke={1.8} />
    </span>
  );
}
