import type { Change } from '@/api/fault';
import { timeOfDay } from './time';

/** Who a change is said to be by when it was no person. */
const others: Record<string, string> = { visitor: 'The customer', system: 'A rule', token: 'A program' };

const words: Record<string, string> = {
  assignee: 'assigned to',
  site_id: 'site',
  solved_at: 'solved',
  custom: 'own fields',
};

/** What others changed since somebody looked, the last first: `10:14 Lena Fischer: state, priority`. */
export function Changes({ changes }: { changes: Change[] }) {
  return changes.map(({ version, at, by, fields }) => (
    <div key={version}>
      {timeOfDay(at)} {by.name || others[by.kind] || 'Somebody'}
      {fields &&
        fields.length > 0 &&
        `: ${fields.map((field) => words[field] ?? field.replaceAll('_', ' ')).join(', ')}`}
    </div>
  ));
}
