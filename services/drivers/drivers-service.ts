import type { ServiceDefinition } from '#services/_kit/index.ts';
import { driverHandlers } from './handlers.ts';
import { addDriverRoutes } from './routes.ts';
import { driverTimers } from './timers.ts';

export const driversService: ServiceDefinition = {
  name: 'drivers',
  description: 'Finds a driver for each order that is ready, and knows where drivers are.',
  port: 4004,
  tables: new URL('./tables/', import.meta.url),
  routes: addDriverRoutes,
  faults: {
    none: 'No driver is free.',
    lost: 'Drivers vanish with the food, for a share of orders.',
    absent: 'Customers do not open the door, for a share of orders.',
  },
  handlers: driverHandlers,
  timers: driverTimers,
};
