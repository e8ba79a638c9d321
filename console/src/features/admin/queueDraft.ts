import type { UseFormReturnType } from '@mantine/form';
import type { Queue } from '@/api/types';

/** What the form of a queue begins with: the queue, or the defaults of a new one. */
export function startOf(entry: Queue | null, sites: { id: string }[]) {
  return {
    name: entry?.name ?? '',
    site_id: entry?.site_id ?? sites[0]?.id ?? '',
    priority: entry?.priority ?? 5,
    target_s: entry?.target_s ?? 30,
    offer_s: entry?.offer_s ?? 20,
    wrap_mode: entry?.wrap_mode ?? 'optional',
    wrap_s: entry?.wrap_s ?? 30,
    wrap_max_s: entry?.wrap_max_s ?? 120,
    required: entry?.required ?? [],
    silence_warn_s: entry?.silence_warn_s ?? 180,
    silence_close_s: entry?.silence_close_s ?? 300,
    rings: entry?.rings ?? [],
    field_rules: entry?.field_rules ?? [],
    overflow: entry?.overflow ?? [],
    surge_auto: entry?.surge_auto ?? false,
    surge_text: entry?.surge_text ?? '',
    bias: entry?.bias ?? 0,
    sticky_s: entry?.sticky_s ?? null,
    reserve: entry?.reserve ?? 0,
    callback_after_s: entry?.callback_after_s ?? 120,
    interruptible: entry?.interruptible ?? true,
    back_after_s: entry?.back_after_s ?? 0,
    declines_an_hour: entry?.declines_an_hour ?? 0,
    choice: entry?.choice ?? 'auto',
    calendar_id: entry?.calendar_id ?? null,
    when_closed: entry?.when_closed ?? 'refuse',
    public: entry?.public ?? false,
    members: entry?.members ?? [],
  };
}

/** A queue as it is being written. */
export type QueueDraft = UseFormReturnType<ReturnType<typeof startOf>>;
