const steps = [500, 1000, 2000, 4000, 8000];

/** How long to wait before the n-th try (from 0), in milliseconds, with half of it left to chance. */
export function retryDelay(attempt: number, chance: () => number = Math.random): number {
  const step = steps[Math.min(attempt, steps.length - 1)] ?? 8000;
  return step / 2 + (step / 2) * chance();
}
