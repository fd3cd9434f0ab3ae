import type { ServiceDefinition } from '#services/_kit/index.ts';
import { paymentHandlers, paymentTimers } from './handlers.ts';
import { addPaymentRoutes } from './routes.ts';

export const paymentsService: ServiceDefinition = {
  name: 'payments',
  description: 'Sets money aside, takes it and gives it back; every movement stands in a ledger, once.',
  port: 4002,
  tables: new URL('./tables/', import.meta.url),
  routes: addPaymentRoutes,
  handlers: paymentHandlers,
  timers: paymentTimers,
};
