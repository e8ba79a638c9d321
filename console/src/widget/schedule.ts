/** When to try the server again, and how long silence may last. Milliseconds. */

const steps = [500, 1000, 2000, 4000, 8000];

export const pingEvery = 10_000;
export const pongWithin = 5_000;
export const welcomeWithin = 10_000;

/** Waits before retry number `attempt` (from 0), a quarter either way so that tabs do not return as one. */
export function retryIn(attempt: number, random: () => number = Math.random): number {
  const step = steps[Math.min(attempt, steps.length - 1)] ?? 8000;
  return Math.round(step * (0.75 + random() * 0.5));
}
