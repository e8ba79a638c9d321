import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { FieldRule } from '@/api/types';
import { FakeServer } from '@/test/FakeServer';
import { aField } from '@/test/made';
import { show } from '@/test/show';
import { FieldRules } from './FieldRules';

let saved: FieldRule[];

beforeEach(() => {
  const fields = [aField(), aField({ id: 'field-2', entity: 'ticket', key: 'outage', label: 'Outage' })];
  new FakeServer().on('GET /fields', { items: fields, next_cursor: null });
});
afterEach(() => vi.unstubAllGlobals());

const outage: FieldRule = { entity: 'ticket', key: 'outage', values: ['total'], priority: 1 };
const gold: FieldRule = { entity: 'customer', key: 'plan', values: ['gold'], queue_id: 'vip' };

function Held({ start, errors = {} }: { start: FieldRule[]; errors?: Record<string, string> }) {
  const [rules, setRules] = useState(start);
  saved = rules;
  return (
    <FieldRules
      rules={rules}
      onChange={setRules}
      skills={[{ id: 'german', name: 'German' }]}
      queues={[{ id: 'vip', name: 'VIP' }]}
      errors={errors}
    />
  );
}

const choose = (rule: HTMLElement, label: string, value: string) =>
  fireEvent.change(within(rule).getByLabelText(label), { target: { value } });

test('a rule is made field by field', async () => {
  show(<Held start={[]} />);
  fireEvent.click(await screen.findByText('Add a rule'));
  const rule = screen.getByRole('listitem', { name: 'Rule 1' });
  choose(rule, 'When', 'ticket.outage');
  await userEvent.type(within(rule).getByLabelText('is one of', { selector: 'input' }), 'total{Enter}');
  choose(rule, 'Ask for the skill', 'german');
  fireEvent.click(within(rule).getByLabelText('Always'));
  choose(rule, 'Go at priority', '1');
  choose(rule, 'Wait in', 'vip');
  const require = { skill_id: 'german', min: 5, hard: true };
  expect(saved).toEqual([{ ...outage, require, queue_id: 'vip' }]);
});

test('rules are tried in the order they are put in', async () => {
  show(<Held start={[outage, gold]} />);
  fireEvent.click(await screen.findByLabelText('Try rule 2 earlier'));
  expect(saved).toEqual([gold, outage]);
  fireEvent.click(screen.getByLabelText('Remove rule 1'));
  expect(saved).toEqual([outage]);
});

test('what the server refuses is said in the rule it is about', async () => {
  const errors = { 'field_rules[1].queue_id': 'no such queue', 'field_rules[0]': 'must ask for something' };
  show(<Held start={[outage, gold]} errors={errors} />);
  const second = await screen.findByRole('listitem', { name: 'Rule 2' });
  expect(within(second).getByText('no such queue')).toBeTruthy();
  const first = screen.getByRole('listitem', { name: 'Rule 1' });
  expect(within(first).getByText('This rule must ask for something.')).toBeTruthy();
});

test('a rule whose field is gone can still be read and mended', async () => {
  show(<Held start={[{ ...gold, key: 'segment' }]} />);
  const rule = await screen.findByRole('listitem', { name: 'Rule 1' });
  expect(within(rule).getByText('segment (no such field)')).toBeTruthy();
  choose(rule, 'When', 'customer.plan');
  expect(saved).toEqual([{ ...gold, values: [] }]);
});
