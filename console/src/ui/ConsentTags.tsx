import { IconBan, IconCheck, IconShieldLock } from '@tabler/icons-react';
import type { Screen } from '@/api/types';
import { Tag } from './Tag';

const names: Record<keyof Screen['consent'], [yes: string, no: string]> = {
  calls: ['Sales calls', 'No sales calls'],
  email: ['Email', 'No email'],
  sms: ['SMS', 'No SMS'],
  recording: ['Recording agreed', 'Do not record'],
};

/** What the customer allows: the forbidden first and in red, the unknown not at all. */
export function ConsentTags({ consent }: { consent: Screen['consent'] }) {
  const kinds = Object.keys(names) as (keyof Screen['consent'])[];
  return (
    <>
      {kinds
        .filter((kind) => consent[kind] === 'no')
        .map((kind) => (
          <Tag key={kind} tone="bad">
            <IconBan size={12} aria-hidden="true" />
            {names[kind][1]}
          </Tag>
        ))}
      {kinds
        .filter((kind) => consent[kind] === 'yes')
        .map((kind) => (
          <Tag key={kind}>
            {kind === 'recording' ? (
              <IconShieldLock size={12} aria-hidden="true" />
            ) : (
              <IconCheck size={12} aria-hidden="true" />
            )}
            {names[kind][0]}
          </Tag>
        ))}
    </>
  );
}
