import { expect, test } from 'vitest';
import { begun } from './begun';

test.each([
  [' Jonas Berg ', { name: 'Jonas Berg' }],
  ['3M', { name: '3M' }],
  ['jonas@berg.example', { email: 'jonas@berg.example' }],
  ['+44 20 7946-0000', { phone: '+44 20 7946-0000' }],
  ['(020) 79460000', { phone: '(020) 79460000' }],
])('%j begins in its own field', (text, fields) => {
  expect(begun(text)).toEqual(fields);
});
