import type { AgentState } from '@/api/types';
import { channelNames } from '@/ui/channels';
import classes from './CapacitySlots.module.css';

/** How much of each channel is taken: one mark a place. */
export function CapacitySlots({ slots }: { slots: AgentState['slots'] }) {
  return (
    <div className={classes.slots}>
      {(slots ?? []).map(({ channel, used, cap }) => (
        <span
          key={channel}
          className={classes.channel}
          role="img"
          aria-label={`${channelNames[channel]}: ${used} of ${cap}`}
        >
          {channelNames[channel]}
          <span className={classes.marks}>
            {Array.from({ length: cap }, (_, i) => `place-${i}`).map((place, i) => (
              <i key={place} data-used={i < used || undefined} />
            ))}
          </span>
        </span>
      ))}
    </div>
  );
}
