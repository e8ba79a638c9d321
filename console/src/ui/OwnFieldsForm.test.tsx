import { useMutation } from '@tanstack/react-query';
import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Fault } from '@/api/fault';
import type { Field, Own } from '@/api/types';
import { FakeServer } from '@/test/FakeServer';
import { aField } from '@/test/made';
import { show } from '@/test/show';
import { OwnFieldsForm } from './OwnFieldsForm';

type Sent = { custom: Own; version: number };

let sent: Sent[];
let refuse: Fault | null;

beforeEach(() => {
  sent = [];
  refuse = null;
});
afterEach(() => vi.unstubAllGlobals());

/** What holds the values: it takes a change, unless it is told to refuse. */
function Holder({ custom }: { custom: Own }) {
  const [held, setHeld] = useState<Sent>({ custom, version: 7 });
  const change = useMutation({
    mutationFn: async (asked: Sent) => {
      sent.push(asked);
      if (refuse) throw refuse;
      setHeld({ custom: { ...held.custom, ...asked.custom }, version: held.version + 1 });
    },
  });
  return <OwnFieldsForm title="More" entity="customer" holder={held} change={change} />;
}

function form(fields: Field[], custom: Own = {}) {
  new FakeServer().on('GET /fields', { items: fields, next_cursor: null });
  show(<Holder custom={custom} />);
}

const save = () => fireEvent.click(screen.getByRole('button', { name: 'Save' }));

test('each type has its input, and only what changed is sent', async () => {
  form(
    [
      aField(),
      aField({ key: 'size', label: 'Size', type: 'number' }),
      aField({ key: 'vip', label: 'VIP', type: 'bool' }),
      aField({ key: 'since', label: 'Since', type: 'date' }),
      aField({ key: 'topic', label: 'Topic', entity: 'contact' }),
    ],
    { plan: 'gold', note: 'of a field no more' },
  );
  await userEvent.type(await screen.findByLabelText('Size'), '12');
  fireEvent.change(screen.getByLabelText('VIP'), { target: { value: 'No' } });
  fireEvent.change(screen.getByLabelText('Since'), { target: { value: '2024-02-29' } });
  save();
  await waitFor(() => expect(sent).toEqual([{ custom: { size: 12, vip: false, since: '2024-02-29' }, version: 7 }]));
  await waitFor(() => expect(screen.queryByText('Save')).toBeNull());
  expect(screen.queryByLabelText('Topic')).toBeNull();
});

test('what is emptied is taken away', async () => {
  form([aField()], { plan: 'gold' });
  await userEvent.clear(await screen.findByLabelText('Plan'));
  save();
  await waitFor(() => expect(sent).toEqual([{ custom: { plan: null }, version: 7 }]));
});

test('a wrong value is said beside its field', async () => {
  refuse = new Fault(422, { errors: [{ location: 'body.custom.plan', message: 'must be one of gold' }] });
  form([aField()]);
  await userEvent.type(await screen.findByLabelText('Plan'), 'tin{Enter}');
  expect(await screen.findByText('must be one of gold')).toBeTruthy();
});

test('whoever was faster does not lose theirs, nor this person', async () => {
  refuse = new Fault(409, { current: { version: 9, custom: {} } });
  form([aField()]);
  await userEvent.type(await screen.findByLabelText('Plan'), 'gold{Enter}');
  const over = await screen.findByText('Save mine over it');
  refuse = null;
  fireEvent.click(over);
  await waitFor(() => expect(sent.at(-1)).toEqual({ custom: { plan: 'gold' }, version: 9 }));
});

test('where there are no fields there is nothing', async () => {
  form([aField({ entity: 'ticket' })]);
  await waitFor(() => expect(screen.queryByText('More')).toBeNull());
});
