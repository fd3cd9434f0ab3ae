import type { ServiceDefinition } from '#services/_kit/index.ts';
import { orderHandlers, orderTimers } from './handlers.ts';
import { addOrderRoutes } from './routes.ts';

export const ordersService: ServiceDefinition = {
  name: 'orders',
  description: 'Takes orders and follows each one to the door; an order is the fold of its events.',
  port: 4001,
  tables: new URL('./tables/', import.meta.url),
  routes: addOrderRoutes,
  handlers: orderHandlers,
  timers: orderTimers,
};
