import { useRef } from 'react';
import { useKeys } from '@/ui/keyboard';

/** The second key must come within this, in milliseconds. */
const chord = 1_000;

type Acts = { available: () => void; onBreak: () => void };

/** G then A, G then B. */
export function useStatusKeys({ available, onBreak }: Acts): void {
  const pressed = useRef(0);
  const then = (act: () => void) => () => {
    if (Date.now() - pressed.current < chord) act();
    pressed.current = 0;
  };
  useKeys({
    g: () => {
      pressed.current = Date.now();
    },
    a: then(available),
    b: then(onBreak),
  });
}
