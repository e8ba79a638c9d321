import { Refusal } from './api';
import { howLong } from './format';
import { isRecord } from './protocol';
import { fill, type Tongue } from './strings';

/** What to tell the visitor: what happened, what still works, what to do. */
export function explain(error: unknown, { t, locale }: Tongue): string {
  if (!(error instanceof Refusal) || error.status === 0) return t.serverAway;
  if (error.status === 429) return fill(t.tooMany, { time: howLong(error.retryAfterS ?? 60, locale) });
  return error.status >= 500 ? t.serverAway : t.failed;
}

/** Whether the server named this field as wrong. */
export function names(error: unknown, field: string): boolean {
  if (!(error instanceof Refusal) || !Array.isArray(error.body.errors)) return false;
  return error.body.errors.some((e) => isRecord(e) && String(e.location).endsWith(`.${field}`));
}

export interface CallWindow {
  from: Date;
  to: Date;
}

/** The lawful times a refused callback came back with; null when it was refused for another reason. */
export function lawfulWindows(error: unknown): CallWindow[] | null {
  if (!(error instanceof Refusal) || ![403, 409, 422].includes(error.status)) return null;
  const current = isRecord(error.body.current) ? error.body.current : {};
  const windows = error.body.windows ?? current.windows;
  if (!Array.isArray(windows)) return null;
  return windows
    .filter(isRecord)
    .map((w) => ({ from: new Date(String(w.from)), to: new Date(String(w.to)) }))
    .filter((w) => w.from < w.to);
}
