import type { ServiceDefinition } from '#services/_kit/index.ts';
import { analyticsHandlers } from './handlers.ts';
import { addAnalyticsRoutes } from './routes.ts';

export const analyticsService: ServiceDefinition = {
  name: 'analytics',
  description: 'Measures orders and deliveries once they have ended.',
  port: 4006,
  tables: new URL('./tables/', import.meta.url),
  routes: addAnalyticsRoutes,
  handlers: analyticsHandlers,
  timers: () => ({}),
};
