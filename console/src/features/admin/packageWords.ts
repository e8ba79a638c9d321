import type { Channel, Field, ServicePackage } from '@/api/types';
import { channelNames } from '@/ui/channels';
import { entityNames } from '@/ui/fields';
import { span } from '@/ui/time';

type Named = { id: string; name: string };

/** What a customer may be offered instead of the channel that they came by. */
export const offers: { value: Channel; label: string }[] = [
  { value: 'callback', label: 'A call back' },
  { value: 'call', label: 'A call' },
  { value: 'chat', label: 'A chat' },
  { value: 'email', label: 'An e-mail' },
  { value: 'ticket', label: 'An answer in writing' },
  { value: 'social', label: 'A message' },
  { value: 'walkin', label: 'An appointment' },
];

/** To whom a row is due: `by Call, Chat · Plan is gold or silver`. */
export function dueTo(row: ServicePackage, fields: Field[]): string {
  const parts: string[] = [];
  if (row.channels.length > 0)
    parts.push(`by ${row.channels.map((channel) => channelNames[channel as Channel]).join(', ')}`);
  if (row.key) {
    const field = fields.find((f) => f.entity === row.entity && f.key === row.key);
    const label = field?.label ?? `${row.key} (no such field)`;
    parts.push(
      `${row.entity ? entityNames[row.entity] : ''} ${label} is ${(row.values ?? []).join(' or ') || '…'}`.trim(),
    );
  }
  return parts.join(' · ');
}

/** What those get to whom a row is due: `VIP · priority 2 · answered in 20 s · offered a call back`. */
export function gets(row: ServicePackage, queues: Named[]): string {
  const parts: string[] = [];
  if (row.queue_id) parts.push(queues.find((queue) => queue.id === row.queue_id)?.name ?? 'a queue out of your reach');
  if (row.priority) parts.push(`priority ${row.priority}`);
  if (row.target_s) parts.push(`answered in ${within(row.target_s)}`);
  const offer = offers.find(({ value }) => value === row.prefer);
  if (offer) parts.push(`offered ${offer.label[0]?.toLowerCase()}${offer.label.slice(1)}`);
  return parts.join(' · ') || 'nothing yet';
}

/** A target as it is set, in seconds; a long one in minutes and hours. */
function within(seconds: number): string {
  return seconds < 600 ? `${seconds} s` : span(seconds);
}
