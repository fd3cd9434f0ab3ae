import type { ServiceDefinition } from '#services/_kit/index.ts';
import { paymentHandlers, paymentTimers } from './handlers.ts';
import { addPaymentRoutes } from './routes.ts';

export const paymentsService: ServiceDefinition = {
  name: 'payments',
  description: 'Sets money aside, takes it and gives it back; every movement stands in a ledger, once.',
  port: 4002,
  tables: new URL('./tables/', import.meta.url),
  faults: {
    timeout: 'The bank does not answer: payments wait for it.',
    refuse: 'The bank refuses cards, for a share of orders.',
    'refuse-capture': 'The bank refuses to take money that was set aside, for a share of orders.',
  },
  routes: addPaymentRoutes,
  handlers: paymentHandlers,
  timers: paymentTimers,
};
