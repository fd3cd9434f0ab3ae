import { describeConsumer, type Stage } from '#services/_kit/contracts/index.ts';
import { analyticsService } from './analytics-service.ts';

const placed = async (stage: Stage, id: string) => {
  await stage.hear('order.created', { order_id: id });
  return { order_id: id };
};
const found = async (stage: Stage, id: string) => {
  await stage.hear('driver.assigned', { order_id: id });
  return { order_id: id };
};
const pickedUp = async (stage: Stage, id: string) => {
  await stage.hear('delivery.picked_up', await found(stage, id));
  return { order_id: id };
};

const has = (sql: string) => (stage: Stage, id: string) => stage.finds(sql, id);
const toldFigures = (stage: Stage, id: string) => stage.told('analytics.order_measured', id);

describeConsumer(analyticsService, {
  'order.created': [
    {
      needs: ['event_time', 'order_id', 'restaurant_id', 'total_cents'],
      causes: has('select 1 from order_figure where order_id = $1 and total_cents > 0'),
    },
  ],
  'order.confirmed': [
    {
      needs: ['event_time', 'order_id'],
      given: placed,
      causes: has('select 1 from order_figure where order_id = $1 and confirmed_at is not null'),
    },
  ],
  'order.completed': [{ needs: ['event_time', 'order_id'], given: placed, causes: toldFigures }],
  'order.cancelled': [{ needs: ['event_time', 'order_id', 'reason'], given: placed, causes: toldFigures }],
  'driver.assigned': [
    {
      needs: ['driver_id', 'order_id', 'ready_at', 'restaurant_id'],
      causes: has('select 1 from delivery_figure where order_id = $1'),
    },
  ],
  'delivery.picked_up': [
    {
      needs: ['event_time', 'order_id'],
      given: found,
      causes: has('select 1 from delivery_figure where order_id = $1 and picked_up_at is not null'),
    },
  ],
  'delivery.delivered': [
    {
      needs: ['delivered_at', 'order_id'],
      given: pickedUp,
      causes: (stage, id) => stage.told('analytics.delivery_measured', id),
    },
  ],
  'delivery.failed': [
    {
      needs: ['failed_at', 'order_id', 'reason'],
      given: pickedUp,
      causes: (stage, id) => stage.told('analytics.delivery_measured', id),
    },
  ],
  'driver.location_updated': [
    {
      needs: ['driver_id', 'event_time', 'latitude', 'longitude', 'recorded_at'],
      causes: (stage) => stage.finds("select 1 from driver_track where driver_id = 'd-017'"),
    },
  ],
  'notification.sent': [{ needs: ['event_time'], causes: (stage) => stage.finds('select 1 from told where sent > 0') }],
  'notification.failed': [
    { needs: ['event_time'], causes: (stage) => stage.finds('select 1 from told where failed > 0') },
  ],
  'loyalty.points_earned': [
    { needs: ['event_time', 'points'], causes: (stage) => stage.finds('select 1 from told where points > 0') },
  ],
});
