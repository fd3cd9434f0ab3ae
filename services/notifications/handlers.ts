import { v7 as uuidv7 } from 'uuid';
import { type EventHandlers, inOrder, type Work } from '#services/_kit/index.ts';
import { type Notice, noticesOf } from './notices-of.ts';
import { insertNotification } from './notification-store.ts';
import { noteDriver, noteRestaurant, takeParties } from './order-parties.ts';

/** Order news become requests to tell people; a request, whoever made it, is written down and sent afterwards. */
export function notificationHandlers(): EventHandlers {
  return inOrder({
    'order.confirmed': async ({ event_type: type, data }, work) => {
      await noteRestaurant(work, data.order_id, data.restaurant_id);
      request(work, data.order_id, noticesOf({ type, data }, null));
    },
    'order.updated': async ({ event_type: type, data }, work) => {
      if (data.changed.includes('driver_id') && data.driver_id) await noteDriver(work, data.order_id, data.driver_id);
      request(work, data.order_id, noticesOf({ type, data }, null));
    },
    'order.cancelled': async ({ event_type: type, data }, work) => {
      request(work, data.order_id, noticesOf({ type, data }, await takeParties(work, data.order_id)));
    },
    'order.completed': async ({ event_type: type, data }, work) => {
      await takeParties(work, data.order_id);
      request(work, data.order_id, noticesOf({ type, data }, null));
    },
    'notification.requested': async ({ data, event_time }, work) => await insertNotification(work, data, event_time),
  });
}

function request(work: Work, order_id: string, notices: readonly Notice[]): void {
  for (const notice of notices) {
    work.publish('notification.requested', order_id, { notification_id: uuidv7(), order_id, ...notice });
  }
}
