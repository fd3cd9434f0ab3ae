import { v7 as uuidv7 } from 'uuid';
import type { EventHandlers, Work } from '#services/_kit/index.ts';
import { type Notice, noticeOf } from './notice-of.ts';
import { sendNotification } from './notification-store.ts';

/** Order news become requests to tell the customer; a request, whoever made it, is sent. */
export function notificationHandlers(): EventHandlers {
  return {
    'order.confirmed': async ({ event_type: type, data }, work) => request(work, data, noticeOf({ type, data })),
    'order.updated': async ({ event_type: type, data }, work) => request(work, data, noticeOf({ type, data })),
    'order.cancelled': async ({ event_type: type, data }, work) => request(work, data, noticeOf({ type, data })),
    'order.completed': async ({ event_type: type, data }, work) => request(work, data, noticeOf({ type, data })),
    'notification.requested': async ({ data, event_time }, work) => {
      if (!(await sendNotification(work, data, event_time))) return;
      const { text: _text, ...facts } = data;
      work.publish('notification.sent', data.order_id, { ...facts, sent_at: work.now.toISOString() });
    },
  };
}

function request(work: Work, order: { order_id: string; customer_id: string }, notice: Notice | null): void {
  if (!notice) return;
  work.publish('notification.requested', order.order_id, {
    notification_id: uuidv7(),
    order_id: order.order_id,
    recipient: { kind: 'customer', id: order.customer_id },
    channel: 'push',
    ...notice,
  });
}
