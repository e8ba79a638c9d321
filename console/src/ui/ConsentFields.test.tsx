import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { FakeServer } from '@/test/FakeServer';
import { FakeSocket } from '@/test/FakeSocket';
import { aCustomer } from '@/test/made';
import { show } from '@/test/show';
import { ConsentFields } from './ConsentFields';

let server: FakeServer;
const consent = { calls: 'unknown', email: 'yes', sms: 'unknown', recording: 'no' } as const;

beforeEach(() => {
  vi.stubGlobal('WebSocket', FakeSocket);
  server = new FakeServer();
  show(<ConsentFields customerId="jonas" consent={consent} version={4} />);
});
afterEach(() => vi.unstubAllGlobals());

const changes = () => server.asked.filter((asked) => asked.method === 'PATCH').map((asked) => asked.body);
const field = (label: string) => screen.getByLabelText<HTMLSelectElement>(label);
const answer = (label: string, value: string) => fireEvent.change(field(label), { target: { value } });

test('"do not call me" is saved the moment it is said, and nothing else with it', async () => {
  server.on('PATCH /customers/jonas', aCustomer({ consent: { ...consent, calls: 'no' }, version: 5 }));
  answer('Call them', 'no');
  await waitFor(() => expect(changes()).toEqual([{ consent: { calls: 'no' }, version: 4 }]));
  await waitFor(() => expect(field('Call them').disabled).toBe(false));
  expect(field('Call them').value).toBe('no');
  expect(field('Write an email').value).toBe('yes');
});

test('a second answer goes out at the version the first one made', async () => {
  server.on('PATCH /customers/jonas', aCustomer({ consent: { ...consent, calls: 'no' }, version: 5 }));
  answer('Call them', 'no');
  await waitFor(() => expect(changes()).toHaveLength(1));
  await waitFor(() => expect(field('Send an SMS').disabled).toBe(false));
  answer('Send an SMS', 'no');
  await waitFor(() => expect(changes()[1]).toEqual({ consent: { sms: 'no' }, version: 5 }));
});

test('with the customer changed meanwhile, saying it again holds', async () => {
  server.on('PATCH /customers/jonas', { current: aCustomer({ consent, version: 7 }) }, 409);
  answer('Call them', 'no');
  await waitFor(() => expect(changes()).toHaveLength(1));
  await waitFor(() => expect(field('Call them').disabled).toBe(false));
  expect(field('Call them').value).toBe('unknown');
  answer('Call them', 'no');
  await waitFor(() => expect(changes()[1]).toEqual({ consent: { calls: 'no' }, version: 7 }));
});
