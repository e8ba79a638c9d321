import {
  createMemoryHistory,
  createRootRoute,
  createRoute,
  createRouter,
  RouterProvider,
} from '@tanstack/react-router';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ServicePackage } from '@/api/types';
import { FakeServer } from '@/test/FakeServer';
import { aField } from '@/test/made';
import { show } from '@/test/show';
import { PackageTable } from './PackageTable';

let server: FakeServer;

beforeEach(() => {
  server = new FakeServer().on('POST /sites/leeds/packages/try', { row: 1, name: 'Gold', text: '' });
});
afterEach(() => vi.unstubAllGlobals());

const gold: ServicePackage = { name: 'Gold', tiers: ['A'], channels: [], queue_id: 'vip', target_s: 20 };
const fraud: ServicePackage = {
  name: 'Fraud',
  tiers: [],
  channels: ['call'],
  entity: 'customer',
  key: 'plan',
  values: ['stolen'],
  priority: 1,
};

/** The table on a page, and another page to go to. */
async function open(rows: ServicePackage[]) {
  const root = createRootRoute();
  const page = createRoute({
    getParentRoute: () => root,
    path: '/',
    component: () => (
      <PackageTable
        table={{ site_id: 'leeds', rows, version: 4 }}
        fields={[aField()]}
        queues={[{ id: 'vip', name: 'VIP', site_id: 'leeds' }]}
        site={() => null}
      />
    ),
  });
  const other = createRoute({ getParentRoute: () => root, path: '/board', component: () => <p>The board</p> });
  const router = createRouter({ routeTree: root.addChildren([page, other]), history: createMemoryHistory() });
  // biome-ignore lint/suspicious/noExplicitAny: the app's own router is another one
  show(<RouterProvider router={router as any} />, ['queues.write']);
  await screen.findByRole('heading', { name: 'Service packages' });
  return router;
}

const row = (number: number) => screen.getByRole('listitem', { name: `Row ${number}` });
const press = (name: string | RegExp) => fireEvent.click(screen.getByRole('button', { name }));
const sent = () => server.asked.find(({ method }) => method === 'PUT')?.body;

test('a row is made field by field, and saved with the version that was read', async () => {
  server.on('PUT /sites/leeds/packages', { site_id: 'leeds', rows: [gold], version: 5 });
  await open([]);
  expect(screen.getByText('No packages yet')).toBeTruthy();
  fireEvent.click(screen.getByText('Add a row'));
  const made = row(1);
  const choose = (label: string, value: string) =>
    fireEvent.change(within(made).getByLabelText(label), { target: { value } });
  choose('Name', 'Gold');
  fireEvent.click(within(made).getByRole('combobox', { name: 'Customers of tier' }));
  fireEvent.click(await screen.findByRole('option', { name: 'A' }));
  choose('Wait in', 'vip');
  choose('Answered within', '20');
  choose('And are offered', 'callback');
  choose('And are offered', '');
  expect(within(made).getByText('VIP · answered in 20 s')).toBeTruthy();
  press('Save');
  await waitFor(() => expect(sent()).toEqual({ version: 4, rows: [gold] }));
  await waitFor(() => expect(screen.queryByText('Not saved')).toBeNull());
});

test('rows are moved by the keys, and the first stays first', async () => {
  await open([gold, fraud]);
  await userEvent.keyboard('jju');
  expect(within(row(1)).getByText('Fraud')).toBeTruthy();
  await userEvent.keyboard('u');
  expect(within(row(1)).getByText('Fraud')).toBeTruthy();
  fireEvent.click(screen.getByLabelText('Move row 1 down'));
  expect(screen.queryByText('Not saved')).toBeNull();
});

test('a refusal opens the row that it is about and stands beside the field', async () => {
  const errors = [{ location: 'body.rows[1].target_s', message: 'must be 1 to 604800' }];
  server.on('PUT /sites/leeds/packages', { status: 422, title: 'no', errors }, 422);
  await open([gold, fraud]);
  fireEvent.click(screen.getByLabelText('Remove row 1'));
  press('Add a row');
  press('Save');
  expect(await within(row(2)).findByText('must be 1 to 604800')).toBeTruthy();
  expect(within(row(2)).getByLabelText('Answered within')).toBeTruthy();
});

test('who goes away with something unsaved is asked first', async () => {
  const router = await open([gold]);
  fireEvent.click(screen.getByLabelText('Remove row 1'));
  const go = () => void router.navigate({ to: '/board' });
  go();
  expect(await screen.findByText('Leave without saving?')).toBeTruthy();
  press('Stay');
  await waitFor(() => expect(screen.queryByText('Leave without saving?')).toBeNull());
  press('Discard');
  go();
  expect(await screen.findByText('The board')).toBeTruthy();
});

test('somebody made up is told what they would get by rows that are not saved', async () => {
  await open([fraud, gold]);
  expect(await screen.findByText('Row 2: Gold')).toBeTruthy();
  fireEvent.change(screen.getByLabelText('Who comes by'), { target: { value: 'call' } });
  fireEvent.change(screen.getByLabelText('Plan'), { target: { value: 'stolen' } });
  server.on('POST /sites/leeds/packages/try', { row: -1, name: '', text: '' });
  expect(await screen.findByText('No row is for them')).toBeTruthy();
  expect(server.asked.at(-1)?.body).toEqual({
    rows: [fraud, gold],
    tier: 'A',
    channel: 'call',
    custom: { customer: { plan: 'stolen' } },
  });
});
