import type { ServiceDefinition } from '#services/_kit/index.ts';
import { type Channel, ledgerChannel } from './channel.ts';
import { notificationHandlers } from './handlers.ts';
import { addNotificationRoutes } from './routes.ts';
import { sendNotices } from './send-notices.ts';

/** The service with a channel of one's own choice. */
export function createNotificationsService(channel: Channel): ServiceDefinition {
  return {
    name: 'notifications',
    description: 'Tells customers, restaurants and drivers what happens to an order.',
    port: 4005,
    tables: new URL('./tables/', import.meta.url),
    routes: addNotificationRoutes,
    faults: {
      'channel-down': 'Notices cannot be sent.',
    },
    handlers: notificationHandlers,
    timers: () => ({}),
    loops: (context) => [{ name: 'the sending of notices', round: () => sendNotices(context, channel) }],
  };
}

export const notificationsService = createNotificationsService(ledgerChannel);
