import { Tooltip } from '@mantine/core';
import { type Link, useLink } from '@/live/link';
import classes from './LinkQuality.module.css';

const words: Record<Link['phase'], string> = {
  connecting: 'Connecting',
  up: 'Connected',
  down: 'No connection',
  signed_out: 'Signed out',
  replaced: 'Open in another tab',
};

/** Bars out of three, by the round trip of the last ping. */
function bars(link: Link): number {
  if (link.phase !== 'up' || link.roundTrip === null) return 0;
  if (link.roundTrip < 150) return 3;
  return link.roundTrip < 600 ? 2 : 1;
}

/** How good the line is: bars, and the time a word takes there and back. */
export function LinkQuality() {
  const link = useLink();
  const good = bars(link);
  const text = link.phase === 'up' && link.roundTrip !== null ? `${link.roundTrip} ms` : words[link.phase];
  return (
    <Tooltip label={words[link.phase]}>
      <span className={classes.quality} data-bars={good}>
        <svg width="15" height="12" aria-hidden="true">
          {[4, 7, 10].map((height, i) => (
            <rect
              key={height}
              x={i * 5}
              y={12 - height}
              width="3.4"
              height={height}
              rx="1"
              className={i < good ? classes.on : classes.off}
            />
          ))}
        </svg>
        {text}
      </span>
    </Tooltip>
  );
}
