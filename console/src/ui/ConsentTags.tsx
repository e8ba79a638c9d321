import { IconBan, IconCheck, IconShieldLock } from '@tabler/icons-react';
import type { Consents } from '@/api/types';
import { Tag } from './Tag';

const names: Record<keyof Consents, [yes: string, no: string]> = {
  calls: ['Calls agreed', 'Do not call'],
  email: ['Email', 'No email'],
  sms: ['SMS', 'No SMS'],
  recording: ['Recording agreed', 'Do not record'],
};

/** What the customer allows: the forbidden first and in red, the unknown not at all. */
export function ConsentTags({ consent }: { consent: Consents }) {
  const kinds = Object.keys(names) as (keyof Consents)[];
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
