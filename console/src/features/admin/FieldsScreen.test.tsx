import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeServer } from '@/test/FakeServer';
import { aField } from '@/test/made';
import { show } from '@/test/show';
import { FieldsScreen } from './FieldsScreen';

let server: FakeServer;

beforeEach(() => {
  server = new FakeServer().on('GET /fields', { items: [aField()], next_cursor: null });
});
afterEach(() => vi.unstubAllGlobals());

const sent = (method: string) => server.asked.find((asked) => asked.method === method);
const write = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });

test('a field is defined, with its choices', async () => {
  server.on('POST /fields', aField({ id: 'field-2' }), 201);
  show(<FieldsScreen />);
  fireEvent.click(await screen.findByText('Add a field'));
  write('Name', 'Outage');
  write('Key', 'outage');
  write('On', 'ticket');
  write('Type', 'choice');
  await userEvent.type(screen.getByLabelText('Choices', { selector: 'input' }), 'a{Enter}b{Enter}');
  fireEvent.click(screen.getByLabelText('Also while work rings'));
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() =>
    expect(sent('POST')?.body).toEqual({
      entity: 'ticket',
      key: 'outage',
      label: 'Outage',
      type: 'choice',
      choices: ['a', 'b'],
      position: 0,
      on_offer: true,
    }),
  );
});

test('a field that is there keeps whose it is, its key and its type', async () => {
  server.on('PATCH /fields/field-1', aField({ label: 'Tariff', version: 2 }));
  show(<FieldsScreen />);
  fireEvent.click(await screen.findByText('Plan'));
  for (const label of ['On', 'Type', 'Key']) expect(screen.getByLabelText(label)).toHaveProperty('disabled', true);
  write('Name', 'Plan!');
  fireEvent.click(screen.getByRole('button', { name: 'Save' }));
  const change = { label: 'Plan!', choices: [], position: 0, on_offer: false, version: 1 };
  await waitFor(() => expect(sent('PATCH')?.body).toEqual(change));
});

test('a field that is removed leaves no form behind', async () => {
  server.on('DELETE /fields/field-1', {});
  show(<FieldsScreen />);
  fireEvent.click(await screen.findByText('Plan'));
  server.on('GET /fields', { items: [], next_cursor: null });
  fireEvent.click(screen.getByText('Remove this field'));
  expect(await screen.findByText('None yet')).toBeTruthy();
  expect(screen.getByText('Choose a field')).toBeTruthy();
});
