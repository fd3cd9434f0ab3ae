import { type EventHandlers, inOrder, type ServiceContext, type Work } from '#services/_kit/index.ts';
import { countTold } from './count-told.ts';
import { followDriver } from './follow-drivers.ts';
import { type DeliveryFigure, measureDelivery, measureOrder, type OrderFigure } from './measure.ts';

/** Each topic's own events of an order come in order, so each figure is whole when its last event is handled. */
export function analyticsHandlers(context: ServiceContext): EventHandlers {
  return { ...measuringHandlers(context), ...countingHandlers() };
}

function measuringHandlers({ logger }: ServiceContext): EventHandlers {
  const end = async (work: Work, order_id: string, endedAt: string, outcome: string, reason: string | null) => {
    const { rows } = await work.client.query<OrderFigure>(
      `update order_figure set ended_at = $2, outcome = $3, reason = $4 where order_id = $1 and ended_at is null
       returning *`,
      [order_id, endedAt, outcome, reason],
    );
    const [figure] = rows;
    if (figure) work.publish('analytics.order_measured', order_id, measureOrder(figure));
    else logger.warn({ order_id }, 'an order ended that was not heard of');
  };
  return inOrder({
    'order.created': async ({ data, event_time }, { client }) => {
      await client.query(
        'insert into order_figure (order_id, restaurant_id, total_cents, placed_at) values ($1, $2, $3, $4) on conflict do nothing',
        [data.order_id, data.restaurant_id, data.total_cents, event_time],
      );
    },
    'order.confirmed': async ({ data, event_time }, { client }) => {
      await client.query('update order_figure set confirmed_at = $2 where order_id = $1', [data.order_id, event_time]);
    },
    'order.completed': ({ data, event_time }, work) => end(work, data.order_id, event_time, 'completed', null),
    'order.cancelled': ({ data, event_time }, work) => end(work, data.order_id, event_time, 'cancelled', data.reason),
    'driver.assigned': async ({ data }, { client }) => {
      await client.query(
        'insert into delivery_figure (order_id, driver_id, restaurant_id, ready_at) values ($1, $2, $3, $4) on conflict do nothing',
        [data.order_id, data.driver_id, data.restaurant_id, data.ready_at],
      );
    },
    'delivery.picked_up': async ({ data, event_time }, { client }) => {
      await client.query('update delivery_figure set picked_up_at = $2 where order_id = $1', [
        data.order_id,
        event_time,
      ]);
    },
    'delivery.delivered': ({ data }, work) => endDelivery(work, data.order_id, data.delivered_at),
    'delivery.failed': async ({ data: { order_id, reason, failed_at } }, work) => {
      await work.client.query(
        'insert into delivery_failure (order_id, reason, failed_at) values ($1, $2, $3) on conflict do nothing',
        [order_id, reason, failed_at],
      );
      await measureFailed(work, order_id, new Date(failed_at));
    },
    'driver.location_updated': ({ data, event_time }, work) => followDriver(work, data, event_time),
  });
}

/** What is only counted may be counted in any order. */
function countingHandlers(): EventHandlers {
  return {
    'notification.sent': ({ event_time }, work) => countTold(work, event_time, { sent: 1 }),
    'notification.failed': ({ event_time }, work) => countTold(work, event_time, { failed: 1 }),
    'loyalty.points_earned': ({ data, event_time }, work) => countTold(work, event_time, { points: data.points }),
  };
}

/** What was fetched has waited and was driven about, though it did not arrive; what was not has no such figures. */
async function measureFailed(work: Work, orderId: string, failedAt: Date): Promise<void> {
  const { rows } = await work.client.query<DeliveryFigure>(
    'select * from delivery_figure where order_id = $1 and picked_up_at is not null',
    [orderId],
  );
  const [figure] = rows;
  if (!figure) return;
  const measured = measureDelivery({ ...figure, delivered_at: failedAt });
  work.publish('analytics.delivery_measured', orderId, measured);
}

async function endDelivery(work: Work, orderId: string, deliveredAt: string): Promise<void> {
  const { rows } = await work.client.query<DeliveryFigure>(
    'update delivery_figure set delivered_at = $2 where order_id = $1 and picked_up_at is not null returning *',
    [orderId, deliveredAt],
  );
  const [figure] = rows;
  if (figure) work.publish('analytics.delivery_measured', orderId, measureDelivery(figure));
}
