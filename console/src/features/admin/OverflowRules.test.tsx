import { fireEvent, screen, within } from '@testing-library/react';
import { useState } from 'react';
import { expect, test } from 'vitest';
import type { OverflowRule } from '@/api/types';
import { show } from '@/test/show';
import { OverflowRules } from './OverflowRules';

let saved: OverflowRule[];

function Held({ start, errors = {} }: { start: OverflowRule[]; errors?: Record<string, string> }) {
  const [rules, setRules] = useState(start);
  saved = rules;
  return (
    <OverflowRules rules={rules} onChange={setRules} queues={[{ id: 'billing', name: 'Billing' }]} errors={errors} />
  );
}

const choose = (rule: HTMLElement, label: string, value: string) =>
  fireEvent.change(within(rule).getByLabelText(label), { target: { value } });

const deflect: OverflowRule = { when: 'unstaffed', action: 'deflect', text: 'See here', url: 'https://example.test' };
const send: OverflowRule = { when: 'length', over: 5, action: 'queue', queue_id: 'billing' };

test('a rule is made field by field', () => {
  show(<Held start={[]} />);
  fireEvent.click(screen.getByText('Add a rule'));
  const rule = screen.getByRole('listitem', { name: 'Overflow rule 1' });
  choose(rule, 'When', 'length');
  choose(rule, 'People', '5');
  choose(rule, 'Then', 'queue');
  choose(rule, 'Queue', 'billing');
  expect(saved).toEqual([send]);
});

test('a rule says nothing that it has no use for', () => {
  show(<Held start={[deflect]} />);
  const rule = screen.getByRole('listitem', { name: 'Overflow rule 1' });
  expect(within(rule).getByLabelText('For')).toHaveProperty('disabled', true);
  choose(rule, 'Then', 'closed');
  expect(saved).toEqual([{ when: 'unstaffed', over: undefined, action: 'closed', text: 'See here' }]);
  expect(within(rule).queryByLabelText('Link')).toBeNull();
});

test('rules are tried in the order they are put in', () => {
  show(<Held start={[deflect, send]} />);
  fireEvent.click(screen.getByLabelText('Try overflow rule 2 earlier'));
  expect(saved).toEqual([send, deflect]);
  fireEvent.click(screen.getByLabelText('Remove overflow rule 1'));
  expect(saved).toEqual([deflect]);
});

test('a circle is named in the rule that closes it', () => {
  const circle = 'goes round in a circle: A → B → A';
  show(<Held start={[deflect, send]} errors={{ 'overflow[1].queue_id': circle }} />);
  expect(within(screen.getByRole('listitem', { name: 'Overflow rule 2' })).getByText(circle)).toBeTruthy();
});
