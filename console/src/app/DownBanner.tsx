import { Button } from '@mantine/core';
import { IconWifiOff } from '@tabler/icons-react';
import { useNow } from '@/live/clock';
import { useLine } from '@/live/LineProvider';
import { useLink } from '@/live/link';
import { clock } from '@/ui/time';
import classes from './DownBanner.module.css';

/** A line that is away for less than this is nobody's business, in seconds. */
const grace = 3;

/** Says that the screen is behind, since when, and what still works. */
export function DownBanner() {
  const link = useLink();
  const line = useLine();
  useNow();
  if (link.phase === 'up' || link.phase === 'signed_out') return null;

  const away = Math.floor((Date.now() - link.since) / 1000);
  const replaced = link.phase === 'replaced';
  if (!replaced && away < grace) return null;
  return (
    <div className={classes.banner} role="status">
      <IconWifiOff size={16} aria-hidden="true" />
      <span className={classes.words}>
        {replaced
          ? 'The console is open in another tab, and that one gets the news.'
          : `Connection lost for ${clock(away)}. What you write is kept here and sent when we are back.`}
      </span>
      <Button variant="default" size="compact-xs" onClick={() => line.tryNow()}>
        {replaced ? 'Use it here' : 'Try now'}
      </Button>
    </div>
  );
}
