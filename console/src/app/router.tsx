import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { BrokenPage } from './BrokenPage';
import { Gate } from './Gate';
import { MissingPage } from './MissingPage';
import { readPlace } from './place';
import { readReportPlace } from './reportPlace';

const root = createRootRoute({ component: Gate, notFoundComponent: MissingPage });

const desk = createRoute({
  getParentRoute: () => root,
  path: '/',
  validateSearch: readPlace,
  component: lazyRouteComponent(() => import('./Desk'), 'Desk'),
});

const tickets = createRoute({
  getParentRoute: () => root,
  path: '/tickets',
  validateSearch: (given: Record<string, unknown>): { id?: string } => ({
    id: typeof given.id === 'string' ? given.id : undefined,
  }),
  component: lazyRouteComponent(() => import('./TicketsPage'), 'TicketsPage'),
});

const customer = createRoute({
  getParentRoute: () => root,
  path: '/customers/$customerId',
  component: lazyRouteComponent(() => import('./CustomerPage'), 'CustomerPage'),
});

const board = createRoute({
  getParentRoute: () => root,
  path: '/board',
  component: lazyRouteComponent(() => import('@/features/board/BoardPage'), 'BoardPage'),
});

const reports = createRoute({
  getParentRoute: () => root,
  path: '/reports',
  validateSearch: readReportPlace,
  component: lazyRouteComponent(() => import('@/features/report/ReportsPage'), 'ReportsPage'),
});

const adminStart = createRoute({
  getParentRoute: () => root,
  path: '/admin',
  beforeLoad: ({ location }) => {
    if (location.pathname === '/admin') throw redirect({ to: '/admin/$section', params: { section: 'queues' } });
  },
});

const admin = createRoute({
  getParentRoute: () => adminStart,
  path: '/$section',
  component: lazyRouteComponent(() => import('@/features/admin/AdminPage'), 'AdminPage'),
});

export const router = createRouter({
  routeTree: root.addChildren([desk, tickets, customer, board, reports, adminStart.addChildren([admin])]),
  defaultPreload: 'intent',
  defaultErrorComponent: BrokenPage,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
