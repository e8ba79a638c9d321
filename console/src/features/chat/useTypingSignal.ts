import { useEffect, useRef } from 'react';

/** Says *typing* again after this long, and *stopped* after a pause of the second, in milliseconds. */
const again = 3_000;
const pause = 4_000;

/** Turns presses into a few typing signals. */
export function useTypingSignal(say: (on: boolean) => void) {
  const saidAt = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);

  const stop = () => {
    clearTimeout(timer.current);
    if (saidAt.current > 0) say(false);
    saidAt.current = 0;
  };
  const pressed = () => {
    if (Date.now() - saidAt.current > again) {
      saidAt.current = Date.now();
      say(true);
    }
    clearTimeout(timer.current);
    timer.current = setTimeout(stop, pause);
  };
  return { pressed, stop };
}
