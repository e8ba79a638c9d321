import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Fault } from '@/api/fault';
import { show } from '@/test/show';
import { Changes } from './Changes';

test('a conflict says who changed what, the last first', () => {
  const fault = new Fault(409, {
    code: 'version_conflict',
    changes: [
      { version: 4, at: '2026-11-23T10:15:00Z', by: { kind: 'system', name: '' }, fields: ['state'] },
      {
        version: 3,
        at: '2026-11-23T10:14:00Z',
        by: { kind: 'agent', name: 'Lena Fischer' },
        fields: ['assignee', 'site_id'],
      },
    ],
  });
  show(<Changes changes={fault.changes} />);
  const lines = screen.getAllByText(/:/).map((line) => line.textContent?.slice(6));
  expect(lines).toEqual(['A rule: state', 'Lena Fischer: assigned to, site']);
});

test('a refusal without a history has none', () => {
  expect(new Fault(409, { changes: null }).changes).toEqual([]);
});
