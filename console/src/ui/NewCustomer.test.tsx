import { fireEvent, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeServer } from '@/test/FakeServer';
import { FakeSocket } from '@/test/FakeSocket';
import { aCustomer } from '@/test/made';
import { show } from '@/test/show';
import { NewCustomer } from './NewCustomer';

let server: FakeServer;
let made: string[];

beforeEach(() => {
  made = [];
  vi.stubGlobal('WebSocket', FakeSocket);
  server = new FakeServer();
});
afterEach(() => vi.unstubAllGlobals());

const around = vi.fn((event: React.FormEvent) => event.preventDefault());

function form(start: string, person = {}) {
  const ready = <NewCustomer start={start} onMade={(one) => made.push(one.id)} onCancel={() => undefined} inside />;
  show(
    <form onSubmit={around}>
      {ready}
      <button type="submit">Send all</button>
    </form>,
    ['work'],
    person,
  );
}

const write = (label: string, value: string) => fireEvent.change(screen.getByLabelText(label), { target: { value } });
const create = () => fireEvent.click(screen.getByRole('button', { name: /^Create/ }));
const posted = () => server.asked.find((asked) => asked.method === 'POST')?.body;

test('a person with all that is known, at the site of who writes them down', async () => {
  server.on('POST /customers', aCustomer({ id: 'maria' }), 201);
  form('Maria Silva', { site: { id: 'lisbon', name: 'Lisbon' } });
  write('Phone', '+351 21 000 0000');
  write('Email', 'maria@silva.example');
  write('Tier', 'A');
  write('Language', 'pt');
  write('Time zone', 'Europe/Lisbon');
  create();
  await waitFor(() => expect(made).toEqual(['maria']));
  expect(posted()).toEqual({
    kind: 'person',
    name: 'Maria Silva',
    tier: 'A',
    language: 'pt',
    zone: 'Europe/Lisbon',
    site_id: 'lisbon',
    identities: [
      { kind: 'phone', value: '+351 21 000 0000' },
      { kind: 'email', value: 'maria@silva.example' },
    ],
  });
});

test('an organisation by Enter, with no more than its name, and the form around is not sent', async () => {
  server.on('POST /customers', aCustomer({ id: 'acme' }), 201);
  form('Acme');
  fireEvent.click(screen.getByLabelText('Organisation'));
  await userEvent.type(screen.getByLabelText('Name'), ' Ltd{Enter}');
  await waitFor(() => expect(made).toEqual(['acme']));
  expect(posted()).toEqual({ kind: 'organisation', name: 'Acme Ltd', tier: 'C', identities: [] });
  expect(around).not.toHaveBeenCalled();
});

test('with no name nobody is made', async () => {
  form('jonas@berg.example');
  create();
  expect(await screen.findByText('A name is needed')).toBeTruthy();
  expect(posted()).toBeUndefined();
});

test('who is known by that number already can be taken instead', async () => {
  server.on('POST /customers', { code: 'identity_taken', current: { id: 'anna', name: 'Anna Berg' } }, 409);
  form('Anna');
  write('Phone', '+442079460000');
  create();
  fireEvent.click(await screen.findByRole('button', { name: 'Take Anna Berg' }));
  expect(made).toEqual(['anna']);
});

test('what the server refuses is said beside its field', async () => {
  const errors = [
    { location: 'body.value', message: 'is no telephone number' },
    { location: 'body.zone', message: 'is no IANA zone' },
  ];
  server.on('POST /customers', { errors }, 422);
  form('Anna');
  create();
  expect(await screen.findByText('is no telephone number')).toBeTruthy();
  expect(screen.getByText('is no IANA zone')).toBeTruthy();
});
