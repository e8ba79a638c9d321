/** A share as a whole per cent; unknown stays unknown. */
export function percent(share: number | null | undefined): string {
  return share === null || share === undefined ? '–' : `${Math.round(share * 100)}%`;
}

/** The share of answered in target that a queue is held to, until queues carry their own. */
export const target = 0.8;

/** Far below the target is a breach, a little below a warning, at it or above nothing at all. */
export function levelTone(share: number | null | undefined): 'bad' | 'warn' | undefined {
  if (share === null || share === undefined || share >= target) return undefined;
  return target - share > 0.1 ? 'bad' : 'warn';
}

/** What the auditor found, in words. */
export function audited({ violations, decisions }: { violations: number; decisions: number }): string {
  const found = violations === 1 ? '1 violation' : `${violations} violations`;
  return `${found} in ${decisions.toLocaleString('en')} ${decisions === 1 ? 'decision' : 'decisions'}`;
}
