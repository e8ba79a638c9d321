import type { ReactNode } from 'react';
import type { Item } from '@/api/types';
import { ChannelIcon } from '@/ui/ChannelIcon';
import { channelNames } from '@/ui/channels';
import { nameOf } from '@/ui/nameOf';
import { Tag } from '@/ui/Tag';
import { TierChip } from '@/ui/TierChip';
import { Timer } from '@/ui/Timer';
import classes from './ItemHeader.module.css';

type Props = { item: Item; actions: ReactNode };

/** Who this contact is with, since when, and what can be done with it as a whole. */
export function ItemHeader({ item, actions }: Props) {
  const waiting = item.state !== 'wrap_up' && item.last_message_by === 'customer' && item.last_message_at;
  return (
    <header className={classes.header}>
      <ChannelIcon
        channel={item.channel}
        tone={item.state === 'wrap_up' ? 'wrap' : item.channel === 'call' ? 'acc' : undefined}
      />
      <div className={classes.words}>
        <div className={classes.name}>
          <h1 className={classes.cut}>{nameOf(item.customer)}</h1>
          <TierChip tier={item.tier} />
        </div>
        <div className={classes.facts}>
          {channelNames[item.channel]} · {item.queue.name} · {item.subject && `${item.subject} · `}
          <Timer since={item.accepted_at ?? item.enqueued_at} />
        </div>
      </div>
      {waiting && (
        <Tag tone="warn">
          waiting <Timer since={waiting} />
        </Tag>
      )}
      {item.state === 'wrap_up' && <Tag tone="wrap">Wrap-up</Tag>}
      {actions}
    </header>
  );
}
