import type { Publishing } from '#services/_kit/contracts/index.ts';

/** How analytics comes to tell each of its events. */
export const analyticsPublishing: Publishing = {
  tells: {
    'analytics.order_measured v1': async (stage, id) => {
      await stage.hear('order.created', { order_id: id });
      await stage.hear('order.completed', { order_id: id });
      return await stage.told('analytics.order_measured', id);
    },
    'analytics.delivery_measured v1': async (stage, id) => {
      await stage.hear('driver.assigned', { order_id: id });
      await stage.hear('delivery.picked_up', { order_id: id });
      await stage.hear('delivery.delivered', { order_id: id });
      return await stage.told('analytics.delivery_measured', id);
    },
  },
};
