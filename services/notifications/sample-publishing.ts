import type { Publishing } from '#services/_kit/contracts/index.ts';

/** How notifications comes to tell each of its events. */
export const notificationsPublishing: Publishing = {
  tells: {
    'notification.requested v1': async (stage, id) => {
      await stage.hear('order.confirmed', { order_id: id });
      return await stage.told('notification.requested', id);
    },
    'notification.failed v1': async (stage, id) => {
      await stage.hear('order.confirmed', { order_id: id, customer_id: 'gone-1' });
      return await stage.told('notification.failed', id);
    },
    'notification.sent v1': async (stage, id) => {
      await stage.hear('order.confirmed', { order_id: id });
      return await stage.told('notification.sent', id);
    },
  },
};
