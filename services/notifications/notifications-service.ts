import type { ServiceDefinition } from '#services/_kit/index.ts';
import { notificationHandlers } from './handlers.ts';
import { addNotificationRoutes } from './routes.ts';

export const notificationsService: ServiceDefinition = {
  name: 'notifications',
  description: 'Tells customers what happens to their orders.',
  port: 4005,
  tables: new URL('./tables/', import.meta.url),
  routes: addNotificationRoutes,
  faults: {
    'channel-down': 'Notices cannot be sent.',
  },
  handlers: notificationHandlers,
  timers: () => ({}),
};
