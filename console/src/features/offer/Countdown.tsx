import type { Offer } from '@/api/types';
import { useNow } from '@/live/clock';
import { channelNames } from '@/ui/channels';
import { nameOf } from '@/ui/nameOf';
import { Ring } from '@/ui/Ring';
import { TierChip } from '@/ui/TierChip';
import { Timer } from '@/ui/Timer';
import { cityOf, secondsSince, timeOfDay } from '@/ui/time';
import classes from './Countdown.module.css';

/** How long the offer lasts, by the server's deadline, and who it is. */
export function Countdown({ offer }: { offer: Offer }) {
  const now = useNow();
  const { item, screen } = offer;
  const total = Math.max(1, Math.round((Date.parse(offer.expires_at) - Date.parse(offer.offered_at)) / 1000));
  // What is known of the server's time may be a little behind; an offer has no more than its time.
  const left = Math.min(total, Math.max(0, -secondsSince(offer.expires_at, now)));
  const reach = screen?.identities?.find((i) => i.kind === 'phone' || i.kind === 'email')?.value;
  const zone = screen?.customer.zone;
  return (
    <div className={classes.head}>
      <Ring share={Math.min(1, left / total)}>
        <span role="timer" aria-live="off" aria-label={`${left} seconds left`}>
          {left}
        </span>
      </Ring>
      <div className={classes.words}>
        <div className={classes.line}>
          Incoming {channelNames[item.channel].toLowerCase()} · {item.queue.name} · waited{' '}
          <Timer since={item.enqueued_at} />
        </div>
        <div className={classes.name}>
          <span>{nameOf(item.customer)}</span>
          <TierChip tier={item.tier} />
        </div>
        <div className={classes.reach}>
          {[reach, zone && `${cityOf(zone)} ${timeOfDay(new Date(now * 1000).toISOString(), zone)}`]
            .filter(Boolean)
            .join(' · ')}
        </div>
      </div>
    </div>
  );
}
